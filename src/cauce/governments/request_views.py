"""The pages of requests: the list of those that wait, and one request's whole story."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.base.roles import Permission
from cauce.governments import clock_said, saying, told
from cauce.governments.deeds.offers import keeping_of, keepings, may, offers_for_request
from cauce.governments.showing import Reading, page, read, shown
from cauce.governments.vocabulary import word
from cauce.governments.work.reminding.sent import sent_about
from cauce.ledger.sides import entry_story
from cauce.ledger.stories import request_story, requests_by_turn

Json = dict[str, Any]
BAR = 96
PER_PAGE = 50
# The group of those that ended, beside those of the sides; no side of a ledger is called so.
ENDED = "-ended"


@require_safe
@shown
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests: by the side they wait on, our debts first, then those that ended."""
    reading = read(request)
    chosen, faults = _filters(request, reading)
    found = requests_by_turn(reading.view, {"as_of": reading.day, **chosen["ask"]})
    every = [s for many in found["waiting_on"].values() for s in many]
    waiting = _ours_first(found["waiting_on"], reading.own, chosen["side"])
    parts = [(side, _part(side, many, chosen)) for side, many in waiting]
    ended = _part(ENDED, found["ended"], chosen)
    shown_ids = [s["request"] for _side, part in parts for s in part["stories"]]
    row = partial(
        _row,
        reading,
        kept=keepings(shown_ids) if not reading.public else {},
        oldest=max((_least(s["standing"]["age"]) for s in every), default=0),
    )
    groups = [
        {"side": side, **part, "rows": [row(s) for s in part["stories"]]} for side, part in parts
    ]
    context = {
        "groups": groups,
        "contested": len(found["contested"]),
        "not_filed": [row(s) for s in found["not_filed"] if _kept(s, chosen)],
        "ended": {**ended, "rows": [row(s) for s in ended["stories"]]},
        "chosen": chosen,
        "topics": reading.book.data["topics"],
        "sides": _sides(reading),
        "may_keep": may(request, Permission.KEEP_LEDGER),
        "narrowed": {k: v for k, v in chosen["said"].items() if v},
        "faults": faults,
    }
    return page(request, "requests", reading, context, title=_("Requests between governments"))


def _filters(request: HttpRequest, reading: Reading) -> tuple[Json, tuple[tuple[str, str], ...]]:
    """What the reader narrowed the list to; a word that is none is said to be so."""
    said = {name: request.GET.get(name, "").strip() for name in ("side", "topic", "only")}
    faults = []
    if said["topic"] and said["topic"] not in reading.book.topics:
        faults.append(("topic", _("There is no such topic. Choose one of the list.")))
        said["topic"] = ""
    if said["side"] and said["side"] not in _sides(reading):
        faults.append(("side", _("There is no such side. Choose one of the list.")))
        said["side"] = ""
    ask = {"topics": [said["topic"]]} if said["topic"] else {}
    contested = said["only"] == "contested"
    page_asked = request.GET.get("page", "")
    chosen = {"ask": ask, "side": said["side"], "contested": contested, "said": said}
    chosen |= {"part": request.GET.get("part", ""), "page": page_asked}
    return chosen, tuple(faults)


def _part(name: str, stories: list[Json], chosen: Json) -> Json:
    """So many of one group's stories as a page holds, with the exact count of all."""
    fit = [story for story in stories if _kept(story, chosen)]
    cut = Paginator(fit, PER_PAGE).get_page(chosen["page"] if chosen["part"] == name else 1)
    return {"name": name, "count": len(fit), "cut": cut, "stories": list(cut)}


def _sides(reading: Reading) -> list[str]:
    return sorted({side for entry in reading.view.of("request") for side in entry.sides})


def _kept(story: Json, chosen: Json) -> bool:
    if chosen["contested"] and not story["contested"]:
        return False
    return not chosen["side"] or chosen["side"] in (*story["from"], *story["to"])


def _ours_first(
    waiting: dict[str, list[Json]], own: frozenset[str], side: str
) -> list[tuple[str, list[Json]]]:
    """Our own debts first, then the side that was chosen, then whoever keeps others waiting longest."""
    return sorted(waiting.items(), key=lambda found: (found[0] not in own, found[0] != side))


def _row(reading: Reading, story: Json, *, kept: Json, oldest: int) -> Json:
    entry, standing = reading.view.get(story["request"]), story["standing"] or {}
    last = standing.get("last_act_of_asker") or {}
    least = _least(standing["age"]) if standing else 0
    clock = story["due"]
    return {
        "id": entry.id,
        "title": entry.data["title"],
        "to": reading.to("request", entry.id),
        "from_side": [reading.name(side) for side in story["from"]],
        "to_side": [reading.name(side) for side in story["to"]],
        "standing": standing,
        "age": saying.age_said(standing.get("age")),
        "bar": round(BAR * least / oldest) if oldest else 0,
        "silent": None
        if last.get("silent_days") is None
        else saying.days_said(last["silent_days"]),
        "open": clock_said.open_said(standing, clock) if standing else "",
        "state": (clock or {}).get("state"),
        "contested": story["contested"],
        "ended": story["ended"],
        "outcome": word("outcome", story["outcome"]) if story["outcome"] else "",
        "keeping": kept.get(entry.id),
    }


def _least(age: Json) -> int:
    days = age.get("days", age.get("at_least_days", 0))
    return int(min(days) if isinstance(days, list) else days or 0)


@require_safe
@shown
def request(request: HttpRequest, name: str) -> HttpResponse:
    """Show one request: its acts, whose turn it is, its clock with the calculation, and all accounts."""
    reading = read(request)
    story = request_story(reading.view, {"request": name, "as_of": reading.day})
    if story is None:
        raise Http404
    entry = reading.view.get(name)
    sides = entry_story(reading.view, {"entry": name}) or {}
    keeping = None if reading.public else keeping_of(name)
    context = {
        "entry": entry,
        "story": story,
        "from_parties": told.parties(reading, entry, "from"),
        "to_parties": told.parties(reading, entry, "to"),
        "open_text": clock_said.open_said(story["standing"], story["clock"])
        if story["standing"]
        else "",
        "lines": clock_said.lines(story["clock"]) if story["clock"] else [],
        "acts": [_act(reading, act, told.numbers(entry)) for act in story["acts"]],
        "voices": _voices(story, told.numbers(entry)),
        "accounts": told.accounts(reading, entry),
        "fields": told.fields(reading, entry, sides.get("fields", ())),
        "ties": told.ties(reading, sides) if sides else [],
        "matters": told.matters(reading, entries=[name]),
        "topics": [reading.name(topic) for topic in sorted(entry.topics)],
        "keeping": keeping,
        "asked_again": [a for a in story["acts"] if a["act"] == "reiterated" and a["past"]],
        "reminded": [] if reading.public else sent_about(name, until=reading.day),
        "offers": offers_for_request(request, reading, story, keeping),
    }
    return page(request, "request", reading, context, title=entry.data["title"], foreign=True)


def _act(reading: Reading, act: Json, numbers: dict[str, int]) -> Json:
    return {
        **act,
        "by": reading.name(act["by"]) if act["by"] else "",
        "numbers": [numbers[name] for name in act["accounts"]],
        "denied": [numbers[name] for name in act["denied_by"]],
    }


def _voices(story: Json, numbers: dict[str, int]) -> list[tuple[Any, list[int]]]:
    """Who says it, who doubts it and who denies it, by the numbers of their accounts."""
    by = story["accounts_by_polarity"]
    return [(word("polarity", kind), _numbered(by[kind], numbers)) for kind in by if by[kind]]


def _numbered(names: Iterable[str], numbers: dict[str, int]) -> list[int]:
    return [numbers[name] for name in names]

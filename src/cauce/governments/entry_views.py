"""The pages of what was promised, begun, said and done: commitment, initiative, and every other entry."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from cauce.governments import saying, told
from cauce.governments.deeds.offers import keeping_of, offers_for_entry
from cauce.governments.showing import Reading, page, read, shown
from cauce.governments.vocabulary import word
from cauce.ledger.book import Entry
from cauce.ledger.promises import commitment_story, initiative_story
from cauce.ledger.sides import entry_story

Json = dict[str, Any]
LINE, HEIGHT = 560, 60


@require_safe
@shown
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """Show a contact, a statement or a transaction with all its accounts."""
    reading = read(request)
    found = _standing(reading, name)
    if told.page_of(found) != "entry":
        return HttpResponseRedirect(reading.to(told.page_of(found), name))
    return _page(request, reading, found, "entry", _entry(reading, found))


@require_safe
@shown
def commitment(request: HttpRequest, name: str) -> HttpResponse:
    """Show a promise of money: the line of totals, increments beside it, what arrived."""
    reading = read(request)
    found = _standing(reading, name, "commitment")
    story = commitment_story(reading.view, {"entry": name, "as_of": reading.day}) or {}
    context = {
        "story": story,
        "line": [_total(reading, total, name) for total in story["line"]],
        "chart": _chart(story["line"]),
        "increments": [_increment(reading, one) for one in story["increments"]],
        "steps": [_rise(reading, step) for step in story["steps"]],
        "parts": [_increment(reading, one) for one in story["parts"]],
        "wholes": told.links(reading, story["part_of"]),
        "overlaps": [_overlap(reading, one) for one in story["overlap"]],
        "stages": _stages(reading, story["arrived"]),
        "counted": _counted(story["counted"]),
    }
    return _page(request, reading, found, "commitment", context)


@require_safe
@shown
def initiative(request: HttpRequest, name: str) -> HttpResponse:
    """Show an initiative: its names over time, its phases, and whether its planned end passed."""
    reading = read(request)
    found = _standing(reading, name, "initiative")
    story = initiative_story(reading.view, {"initiative": name, "as_of": reading.day}) or {}
    numbers = told.numbers(found)
    phases = [
        {
            **phase,
            "by": reading.name(phase["by"]) if phase["by"] else "",
            "numbers": [numbers[one] for one in phase["accounts"]],
            "denied": [numbers[one] for one in phase["denied_by"]],
        }
        for phase in story["phases"]
    ]
    parts = told.links(reading, story["parts"])
    return _page(
        request, reading, found, "initiative", {"story": story, "phases": phases, "parts": parts}
    )


def _standing(reading: Reading, name: str, kind: str | None = None) -> Entry:
    found: Entry | None = reading.view.get(name)
    if found is None or kind not in (None, found.kind):
        raise Http404
    return found


def _page(
    request: HttpRequest, reading: Reading, found: Entry, template: str, context: Json
) -> HttpResponse:
    """What the page of every entry says beside its own."""
    story = entry_story(reading.view, {"entry": found.id}) or {}
    keeping = None if reading.public else keeping_of(found.id)
    common = {
        "entry": found,
        "kind": word("kind", found.kind),
        "from_parties": told.parties(reading, found, "from"),
        "to_parties": told.parties(reading, found, "to"),
        "topics": [reading.name(topic) for topic in sorted(found.topics)],
        "accounts": told.accounts(reading, found),
        "fields": told.fields(reading, found, story["fields"]),
        "ties": told.ties(reading, story),
        "same": told.links(reading, story["same_event"]),
        "denied": story["denied"],
        "matters": told.matters(reading, entries=[found.id]),
        "keeping": keeping,
        "offers": offers_for_entry(request, reading, story, keeping),
    }
    title = found.data["title"]
    return page(request, template, reading, {**common, **context}, title=title, foreign=True)


def _entry(reading: Reading, found: Entry) -> Json:
    """What only a contact, a statement or a transaction says."""
    data = found.data
    quantity = data.get("quantity") or {}
    return {
        "date": found.value("date"),
        "lasting": data.get("span") == "lasting",
        "date_basis": data.get("date_basis"),
        "mode": word("mode", found.value("mode")) if found.kind == "contact" else "",
        "level": word("level", found.value("level")) if found.kind == "contact" else "",
        "state": word("state", found.value("state")) if found.kind == "contact" else "",
        "events": [
            (
                word("state", step.word),
                step.text,
                [told.numbers(found)[a.id] for a in step.accounts],
            )
            for step in (found.steps if found.kind == "contact" else ())
        ],
        "speaker": reading.name(data["speaker"]) if data.get("speaker") else "",
        "subject": told.link(reading, data["subject"]) if data.get("subject") else None,
        "nature": word("nature", found.value("nature")) if found.kind == "transaction" else "",
        "amount": saying.sum_said(found.amount()) if found.data.get("amount") else "",
        "quantity": f"{saying.number(quantity['value'])} {quantity.get('unit') or ''}"
        if quantity.get("value") is not None
        else "",
    }


def _total(reading: Reading, total: Json, name: str) -> Json:
    return {
        **total,
        "link": told.link(reading, total["entry"]),
        "sum": saying.sum_said(total),
        "here": total["entry"] == name,
    }


def _increment(reading: Reading, name: str) -> Json:
    found = reading.view.get(name)
    return {
        "link": told.link(reading, name),
        "sum": saying.sum_said(found.amount()),
        "date": found.value("date"),
        "nature": word("nature", found.value("nature")),
    }


def _rise(reading: Reading, step: Json) -> Json:
    sums = {
        key: saying.sum_said(
            {"value": step[key], "currency": step["currency"], "qualifier": _rough(step)}
        )
        for key in ("rose", "unexplained")
    }
    ends = {key: told.link(reading, step[key]) for key in ("from", "to")}
    until = saying.date_said(reading.view.get(step["to"]).value("date"))
    return {**step, **sums, **ends, "until": until, "rest": step["unexplained"]}


def _rough(step: Json) -> str:
    return "exact" if step["exact"] else "about"


def _overlap(reading: Reading, other: Json) -> Json:
    link = told.link(reading, other["entry"]) if other.get("entry") else None
    return {"link": link, "known": other.get("known")}


def _stages(reading: Reading, arrived: Json | None) -> list[Json]:
    """How far the promise came; a stage of which nobody reports is not nought."""
    return [
        {
            "stage": word("stage", stage),
            "reported": found is not None,
            "sums": saying.sums_said(found["sums"]) if found else [],
            "entries": told.links(reading, found["entries"]) if found else [],
        }
        for stage, found in (arrived or {}).items()
    ]


def _counted(counted: str | None) -> Json:
    from cauce.governments.vocabulary import BOUNDS

    return {
        "added": counted in BOUNDS,
        "word": word("bound" if counted in BOUNDS else "left_out", counted),
    }


def _chart(line: list[Json]) -> list[Json]:
    """Where each total stands in the picture: its day from left to right, its size from below."""
    from cauce.ledger import when

    dated = [(when(t["as_of"]).last, t) for t in line if t["value"] is not None]
    days = [day.toordinal() for day, _total in dated if day is not None]
    if len(days) < 2 or min(days) == max(days) or len({t["currency"] for _, t in dated}) > 1:
        return []
    most = max(t["value"] for _, t in dated)
    return [
        {
            "x": 20 + round((LINE - 40) * (day.toordinal() - min(days)) / (max(days) - min(days))),
            "y": round(HEIGHT + 10 - HEIGHT * t["value"] / most),
            "text": saying.sum_said(t),
        }
        for day, t in dated
        if day is not None
    ]

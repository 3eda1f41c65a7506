"""The forms and buttons of the desk: each calls one verb."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cauce.base import clock
from cauce.governments import desk, saying
from cauce.governments.deeds.doing import Deed, button, form_page, officer_of
from cauce.governments.deeds.forms import (
    ActForm,
    AgreeForm,
    NextDateForm,
    OwnerForm,
    OwnSidesForm,
)
from cauce.governments.deeds.offers import keeping_of
from cauce.governments.entries import actions as entering
from cauce.governments.entries.forms_in import ActIn
from cauce.governments.keeping import actions as keeping_verbs
from cauce.governments.models import Keeping
from cauce.governments.told import page_of
from cauce.governments.vocabulary import ACTS, word
from cauce.ledger.book import Entry, Ledger

Json = dict[str, Any]


def book() -> Ledger:
    """The whole ledger as it is now: forms lay themselves over nothing older."""
    return desk.ledger(public=False)


def entry_of(ledger: Ledger, name: str, kind: str | None = None) -> Entry:
    """An entry of the whole ledger."""
    found = next((entry for entry in ledger.every if entry.id == name), None)
    if found is None or kind not in (None, found.kind):
        raise Http404
    return found


def back_to(entry: Entry) -> str:
    """The desk's page of an entry."""
    return reverse(f"desk:{page_of(entry)}", args=[entry.id])


def actors_of(ledger: Ledger, entry: Entry) -> list[tuple[str, str]]:
    """Who may act in an entry: its parties and their governments first, then everybody of the register."""
    names = {actor["id"]: str(actor["name"]) for actor in ledger.data["actors"]}
    near = [name for name in dict.fromkeys([*entry.sides, *entry.actors]) if name in names]
    rest = sorted((name for name in names if name not in near), key=lambda name: names[name])
    return [(name, names[name]) for name in (*sorted(near), *rest)]


def act(request: HttpRequest, name: str) -> HttpResponse:
    """Record an act of a request."""
    ledger = book()
    entry = entry_of(ledger, name, "request")
    acts = entry.data.get("acts") or []
    sources = [(s["id"], s["title"]) for s in ledger.data["sources"] if not s.get("retracted")]
    form = ActForm(
        request.POST or None,
        acts=list(ACTS.items()),
        actors=actors_of(ledger, entry),
        sources=sorted(sources, key=lambda found: str(found[1])),
    )

    def do(said: Json) -> None:
        kept = {key: said[key] for key in ("act", "actor", "day", "words", "source")}
        entering.record_act(
            request=name, act=ActIn(seen=len(acts), **kept), form_id=said["form_id"],
            by=officer_of(request), at=clock.now(),
        )  # fmt: skip

    last = acts[-1] if acts else {}
    there = f"{word('act', last.get('act'))}, {saying.date_said(last.get('date'))}" if last else ""
    deed = Deed(
        title=_("Record an act: %(title)s") % {"title": entry.data["title"]},
        button=_("Record it"),
        back=back_to(entry),
        done="act-recorded",
        form=form,
        stamp=str(len(acts)),
        now=[(_("Last act"), there, "act")],
        act=do,
    )
    return form_page(request, deed)


def agree(request: HttpRequest, name: str) -> HttpResponse:
    """Agree a day for an answer, or another one."""
    ledger = book()
    entry = entry_of(ledger, name, "request")
    before = (entry.data.get("clock") or {}).get("expected_by")
    form = AgreeForm(request.POST or None, actors=actors_of(ledger, entry), day=str(before or ""))

    def do(said: Json) -> None:
        by, at = officer_of(request), clock.now()
        entering.agree_date(request=name, **said, before=before, by=by, at=at)

    deed = Deed(
        title=_("Agree a date: %(title)s") % {"title": entry.data["title"]},
        button=_("Keep this date"),
        back=back_to(entry),
        done="date-agreed",
        form=form,
        stamp=str(before or ""),
        now=[(_("Agreed"), saying.date_said(before), "day")],
        act=do,
        lines=[_("The former date stays written, with who agreed the new one and how.")],
    )
    return form_page(request, deed)


def owner(request: HttpRequest, name: str) -> HttpResponse:
    """Say who looks after an entry."""
    entry, kept = entry_of(book(), name), _keeping(name)
    form = OwnerForm(request.POST or None, owner=kept.owner)

    def do(said: Json) -> None:
        by, at = officer_of(request), clock.now()
        keeping_verbs.set_owner(entry=name, owner=said["owner"], before=kept.owner, by=by, at=at)

    there = kept.owner.display_name if kept.owner else _("nobody")
    deed = Deed(
        title=_("Set owner: %(title)s") % {"title": entry.data["title"]},
        button=_("Keep"),
        back=back_to(entry),
        done="owner-set",
        form=form,
        stamp=str(kept.owner_id or ""),
        now=[(_("Owner"), there, "owner")],
        act=do,
    )
    return form_page(request, deed)


def next_date(request: HttpRequest, name: str) -> HttpResponse:
    """Say when an entry is looked at again."""
    entry, kept = entry_of(book(), name), _keeping(name)
    form = NextDateForm(request.POST or None, day=kept.next_date)

    def do(said: Json) -> None:
        by, at = officer_of(request), clock.now()
        keeping_verbs.set_next_date(
            entry=name, day=said["day"], before=kept.next_date, by=by, at=at
        )

    there = kept.next_date.isoformat() if kept.next_date else ""
    deed = Deed(
        title=_("Set next date: %(title)s") % {"title": entry.data["title"]},
        button=_("Keep"),
        back=back_to(entry),
        done="next-date-set",
        form=form,
        stamp=there,
        now=[(_("Next date"), saying.date_said(there or None), "day")],
        act=do,
    )
    return form_page(request, deed)


def own_sides(request: HttpRequest) -> HttpResponse:
    """Say for which sides the desk works."""
    chosen = sorted(desk.own_sides())
    form = OwnSidesForm(request.POST or None, sides=governments_of(book()), chosen=chosen)

    def do(said: Json) -> None:
        keeping_verbs.name_own_sides(**said, by=officer_of(request), at=clock.now())

    deed = Deed(
        title=_("Which side is ours"),
        button=_("Keep"),
        back=reverse("desk:home"),
        done="own-sides-named",
        form=form,
        stamp=" ".join(chosen),
        now=[(_("Our side"), ", ".join(chosen), "sides")],
        act=do,
        lines=[
            _("Pages of the desk then say whose turn is ours and whose is theirs."),
            _("The public's pages go on naming both sides."),
        ],
    )
    return form_page(request, deed)


def governments_of(ledger: Ledger) -> list[tuple[str, str]]:
    """The governments of the ledger, by name."""
    named = [(a["id"], str(a["name"])) for a in ledger.data["actors"] if a["kind"] == "government"]
    return sorted(named, key=lambda side: side[1])


def _keeping(name: str) -> Keeping:
    found = keeping_of(name)
    if found is None:
        raise Http404
    return found


def _moving(move: Callable[..., None], done: str) -> Callable[..., HttpResponse]:
    """Return the view of a button that moves one entry between inside, published and on hold."""

    @require_POST
    def view(request: HttpRequest, name: str) -> HttpResponse:
        back = back_to(entry_of(book(), name))
        return button(
            request, lambda by: move(entry=name, by=by, at=clock.now()), back=back, done=done
        )

    return view


def _publish(*, entry: str, **words: Any) -> None:
    keeping_verbs.publish(entries=[entry], **words)


publish = _moving(_publish, "published")
inside = _moving(keeping_verbs.take_inside, "taken-inside")
hold = _moving(keeping_verbs.hold, "held")
release = _moving(keeping_verbs.release_hold, "released")

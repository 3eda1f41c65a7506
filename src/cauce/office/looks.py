"""Two persons who may be one, side by side: what is alike, what differs, and a person who decides."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.base import clock, codes, envelopes, reads
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.office import words
from cauce.office.pages import back, officer_of, page, rights
from cauce.people.intray import reasons
from cauce.people.lookalikes import actions as lookalikes
from cauce.people.models import ContactRoute, LookAlike, Member
from cauce.people.names import full
from cauce.questions import days

SAME, DIFFERENT, AGAIN = "same", "different", "again"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: their file, and what it says of them."""

    member: Member
    reference: str
    values: tuple[str, ...]


def look_alike(request: HttpRequest, look_alike_id: UUID) -> HttpResponse:
    """Show two persons side by side, and take an officer's decision."""
    officer, now = officer_of(request), clock.now()
    row = LookAlike.objects.seen_by(officer).select_related("site", "decided_by")
    pair = row.filter(pk=look_alike_id).first()
    if pair is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            _decide(pair, request.POST.get("decision", ""), officer, now)
        except Refused as refused:
            fault = refused.sentence
        else:
            return back("office:look-alike", pair.pk, done="compared")
    sides = _sides(pair, officer, now)
    lines = list(zip(_labels(), *(side.values for side in sides), strict=True))
    context = {
        "pair": pair,
        "why": reasons(pair),
        "sides": sides,
        "lines": [(label, *values, _alike(values)) for label, *values in lines],
        "state": words.LOOK_ALIKES[pair.state],
        "may": Permission.CHECK_APPLICATIONS in rights(officer, pair.site),
        "fault": fault,
    }
    return page(request, "look-alike.html", context, site=pair.site, status=422 if fault else 200)


def _decide(pair: LookAlike, decision: str, officer: Officer, now: Any) -> None:
    if decision in {SAME, DIFFERENT}:
        lookalikes.decide_look_alike(look_alike=pair, same=decision == SAME, by=officer, at=now)
    elif decision == AGAIN:
        lookalikes.reopen_look_alike(look_alike=pair, by=officer, at=now)
    else:
        raise Refused(_("Choose whether they are the same person, or two."))


def _sides(pair: LookAlike, officer: Officer, now: Any) -> list[Side]:
    """Return the sides that this officer may read; a person of another site stays there."""
    rows = Member.objects.seen_by(officer).filter(person__in=[pair.left_id, pair.right_id])
    rows = rows.select_related("person__key", "household__application", "household__key")
    found = {row.person_id: row for row in rows.order_by("household__created_at")}
    opened = OpenKeys()
    sides = []
    for person in (pair.left_id, pair.right_id):
        row = found.get(person)
        if row is not None and row.household.key.destroyed_at is None:
            reads.seen(subject=row.household.key_id, officer=officer, at=now)
            sides.append(_side(row, opened))
    return sides


def _side(row: Any, opened: OpenKeys) -> Side:
    content = envelopes.read(row.person, "sealed", opened=opened)
    routes = ContactRoute.objects.of(household=row.household).select_related("key")
    addresses = [envelopes.read(r, "sealed", opened=opened).get("address", "") for r in routes]
    papers = [paper.get("number", "") for paper in content.get("papers", ())]
    application = row.household.application
    values = (
        full(content),
        days.spoken(content["birth"]) if content.get("birth") else "",
        ", ".join(papers),
        ", ".join(addresses),
        str(row.household.size),
        str(words.STATES[application.state]),
    )
    return Side(member=row, reference=codes.shown(application.reference), values=values)


def _labels() -> tuple[str, ...]:
    return (
        _("Name"),
        _("Born"),
        _("Papers"),
        _("Ways to reach them"),
        _("Persons in the household"),
        _("Application"),
    )


def _alike(values: list[str]) -> bool:
    return len(values) > 1 and bool(values[0]) and len(set(values)) == 1

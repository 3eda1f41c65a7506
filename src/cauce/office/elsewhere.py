"""A possible duplicate at another site: that there is one, a question to that site, and its answer.

Nothing of the other file stands here, not even at which site it lies, until that site answers. Whoever looks
for somebody by entering their papers anew would otherwise learn where they are.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from cauce.base import clock, codes
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.office import words
from cauce.office.pages import back, officer_of, page, rights
from cauce.people.intray import reasons
from cauce.people.lookalikes import actions as lookalikes
from cauce.people.models import FarLookAlike, Member

ASK = "ask"
_UNDER_WAY = {"asked", "to_answer"}


def elsewhere(request: HttpRequest, far_id: UUID) -> HttpResponse:
    """Show one side of a pair at two sites, and take the question or the answer."""
    officer, fault = officer_of(request), ""
    row = _row(officer, far_id)
    if request.method == "POST":
        try:
            _settle(row, request.POST.get("decision", ""), officer, clock.now())
        except Refused as refused:
            fault = refused.sentence
        else:
            return back("office:elsewhere", row.pk, done="elsewhere")
    context = {
        "row": row,
        "why": reasons(row),
        "state": words.FAR_LOOK_ALIKES[row.state],
        "files": list(_files(row, officer)),
        "may": Permission.CHECK_APPLICATIONS in rights(officer, row.site),
        "may_ask": row.state not in _UNDER_WAY,
        "fault": fault,
    }
    return page(request, "elsewhere.html", context, site=row.site, status=422 if fault else 200)


def _settle(row: FarLookAlike, decision: str, officer: Officer, now: datetime) -> None:
    if decision == ASK:
        lookalikes.ask_elsewhere(far=row, by=officer, at=now)
    else:
        lookalikes.answer_elsewhere(far=row, answer=decision, by=officer, at=now)


def _row(officer: Officer, far_id: UUID) -> Any:
    rows = FarLookAlike.objects.seen_by(officer).filter(pk=far_id)
    found = rows.select_related("site", "asked_by", "asked_from", "answered_by").first()
    if found is None:
        raise Http404
    return found


def _files(row: FarLookAlike, officer: Officer) -> Any:
    """Yield this site's own files of the person: address and reference, no name."""
    members = Member.objects.seen_by(officer).filter(person=row.person_id, household__site=row.site)
    for member in members.select_related("household__application"):
        application = member.household.application
        yield application.pk, codes.shown(application.reference)

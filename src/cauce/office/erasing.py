"""A copy of a file for its family; its erasure, proposed by one officer and signed by another."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cauce.base import clock, codes
from cauce.base.factor import freshness
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.office import files
from cauce.office.changes import at_once, change, to_change
from cauce.office.pages import back, officer_of, page, posted
from cauce.privacy import actions, words
from cauce.privacy.models import Erasure

SIGN, DECLINE = "sign", "decline"


class ReasonForm(forms.Form):
    """Why a file is to be erased."""

    reason = forms.ChoiceField(
        label=_("Why is the file to be erased?"),
        choices=list(words.REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the file is to be erased.")},
    )


def propose(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Propose that a file be erased; nothing happens before another officer signs."""
    file = to_change(request, file_id, Permission.ASK_ERASURE)

    def do(typed: dict[str, Any]) -> None:
        actions.propose_erasure(
            household=file.household, reason=typed["reason"], by=file.officer, at=clock.now()
        )

    said = {
        "title": _("Propose to erase the file"),
        "lines": [
            _("Another officer signs. After that nobody can read anything of it any more."),
            _("Whoever wants to stop should withdraw instead: that can be taken back."),
        ],
        "button": _("Propose it"),
    }
    form = ReasonForm(posted(request))
    return change(request, file, form, do, done="proposed", part="", **said)


@require_POST
def copy(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Have the copy of a file made; the family collects it on its own page."""
    file = to_change(request, file_id, Permission.COPY_FILES)
    if not freshness.stepped_up(request):
        return freshness.step_up(request, files.address(file))
    return at_once(request, file, actions.ask_copy, done="copy", form_id=uuid4())


def erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Show a proposed erasure without anything of the file, and take the second officer's answer."""
    officer, fault = officer_of(request), ""
    row = _row(officer, erasure_id)
    if request.method == "POST":
        if not freshness.stepped_up(request):
            return freshness.step_up(request)
        try:
            _settle(row, request.POST.get("answer", ""), officer)
        except Refused as refused:
            fault = refused.sentence
        else:
            return back("office:erasure", row.pk, done="erasure")
    own = row.proposed_by_id == officer.pk
    context = {
        "row": row,
        "reference": codes.shown(row.household.application.reference),
        "reason": words.REASONS[row.reason],
        "state": words.STATES[row.state],
        "fault": fault,
        "open": row.state == Erasure.State.PROPOSED,
        "why_not": _("You proposed this erasure; another officer signs it.") if own else "",
    }
    return page(request, "erasure.html", context, site=row.site, status=422 if fault else 200)


def _settle(row: Erasure, answer: str, officer: Officer) -> None:
    verbs = {SIGN: actions.sign_erasure, DECLINE: actions.decline_erasure}
    if answer not in verbs:
        raise Refused(_("Choose whether the file is erased or stays."))
    verbs[answer](erasure=row, by=officer, at=clock.now())


def _row(officer: Officer, erasure_id: UUID) -> Erasure:
    rows = Erasure.objects.seen_by(officer).filter(pk=erasure_id)
    more = ("household__application", "household__key", "site", "proposed_by", "signed_by")
    found: Erasure | None = rows.select_related(*more).first()
    if found is None:
        raise Http404
    return found

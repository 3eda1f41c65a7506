"""Pages of a referral: to whom a case goes, and what became of it there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.base import clock, envelopes
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.cases import hands, parts, words
from cauce.cases.forming import asked
from cauce.cases.forms import ReferForm, ReferralForm
from cauce.cases.models import Referral
from cauce.cases.opening import opened, part
from cauce.cases.pages import back, officer_of, page
from cauce.cases.referrals import actions
from cauce.cases.referrals.consent import may_refer
from cauce.partners.models import Organisation


@sensitive_post_parameters()
def refer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Refer a decided case to an organisation that the family agreed to."""
    found = opened(officer_of(request), case_id, at=clock.now())
    decision = hands.last_decision(found.case)
    if decision is None or not decision.pathways:
        raise Http404
    household = found.case.application.household
    active = Organisation.objects.filter(state="active").order_by("name")
    agreed = [one for one in active if may_refer(household, one)]
    pathways = [(name, str(parts.title_of(found, name))) for name in decision.pathways]
    form = ReferForm(pathways, agreed, request.POST or None)
    lines = [
        _("A referral is not an approval. The organisation's clock begins, and the family is told.")
    ]
    if not agreed:
        lines.append(
            _("The family agreed to no organisation of the list. Ask them first, then record it.")
        )

    def act(cleaned: Any) -> HttpResponse:
        actions.refer(
            decision=decision,
            organisation=form.organisations[cleaned["organisation"]],
            pathway=cleaned["pathway"],
            note_to_it=cleaned["words"],
            by=found.officer,
            at=clock.now(),
        )
        return back("cases:case", case_id, done="referred")

    return asked(
        request,
        form,
        act,
        title=_("Refer to an organisation"),
        button=_("Refer"),
        back=reverse("cases:case", args=[case_id]),
        back_text=_("Back to the case"),
        lines=lines,
        site=found.case.site,
    )


@sensitive_post_parameters()
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Show a referral, and record what the organisation said."""
    row: Referral = part(Referral, officer_of(request), referral_id, "organisation", "sent_by")
    found = opened(officer_of(request), row.case_id, at=clock.now())
    row.case = found.case
    form = ReferralForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _record(row, form.cleaned_data, found.officer)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return back("cases:case", row.case_id, done="recorded")
    open_ = row.state in (Referral.State.WAITING, Referral.State.ACCEPTED)
    context = {
        "found": found,
        "referral": row,
        "state": words.REFERRALS[row.state],
        "pathway": parts.title_of(found, row.pathway),
        "content": envelopes.read(row, "sealed", opened=found.opened),
        "form": form,
        "open": open_,
        "may": found.may(Permission.REFER),
    }
    status = 422 if form.errors else 200
    return page(request, "cases/referral.html", context, site=row.site, status=status)


def _record(row: Referral, cleaned: Any, officer: Any) -> None:
    if cleaned["state"] == Referral.State.WAITING:
        actions.still_waiting_for_partner(
            referral=row, answer=cleaned["answer"], by=officer, at=clock.now()
        )
        return
    actions.record_referral_answer(referral=row, **cleaned, by=officer, at=clock.now())

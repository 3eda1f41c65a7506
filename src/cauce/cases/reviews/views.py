"""Pages of a review: what the family says, what was decided, and the answer of another officer."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.base import clock, envelopes
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.cases import hands, words
from cauce.cases.forming import asked
from cauce.cases.forms import AnswerReviewForm, AskReviewForm
from cauce.cases.models import Review
from cauce.cases.opening import opened, part
from cauce.cases.pages import back, officer_of, page
from cauce.cases.reviews import actions
from cauce.notices.letters import blocks


@sensitive_post_parameters()
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for a review for a family that comes to the desk or calls."""
    found = opened(officer_of(request), case_id, at=clock.now())
    decision = hands.last_decision(found.case)
    if decision is None:
        raise Http404

    def act(cleaned: Any) -> HttpResponse:
        actions.ask_review(
            decision=decision,
            form_id=cleaned["form_id"],
            why=cleaned["why"],
            late=cleaned["late"],
            by=found.officer,
            at=clock.now(),
        )
        return back("cases:case", case_id, done="asked")

    return asked(
        request,
        AskReviewForm(request.POST or None),
        act,
        title=_("Ask for a review for the family"),
        button=_("Ask for it"),
        back=reverse("cases:case", args=[case_id]),
        back_text=_("Back to the case"),
        lines=[_("Another officer looks again, who neither interviewed nor decided.")],
        site=found.case.site,
    )


@sensitive_post_parameters()
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Show a review beside the decision it is about, and take the answer."""
    row: Review = part(Review, officer_of(request), review_id, "reviewer", "decision__key")
    found = opened(officer_of(request), row.case_id, at=clock.now())
    if not found.may(Permission.READ_PROTECTED):
        raise Http404
    row.case = found.case
    form = AnswerReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_review(review=row, **form.cleaned_data, by=found.officer, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return back("cases:case", row.case_id, done="answered")
    record = envelopes.read(row.decision, "sealed", opened=found.opened)
    subject, _blank, body = record["letter"]["text"].partition("\n\n")
    context = {
        "found": found,
        "review": row,
        "state": words.REVIEWS[row.state],
        "outcome": words.OUTCOMES[row.decision.outcome],
        "content": envelopes.read(row, "sealed", opened=found.opened),
        "record": record,
        "subject": subject,
        "blocks": blocks(body),
        "language": record["letter"]["language"],
        "form": form,
        "why_not": hands.may_not_review(row, found.officer),
    }
    status = 422 if form.errors else 200
    return page(request, "cases/review.html", context, site=row.site, status=status)

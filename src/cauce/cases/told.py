"""What the room says to families beside its decisions: rows of `notices`, in the household's language."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cauce.base import codes
from cauce.base.actors import Actor, By
from cauce.base.days import day_at
from cauce.cases import clock
from cauce.cases.models import Case, Interview, Referral, Review
from cauce.notices import actions as notices
from cauce.notices.letters import Value


def interview_planned(interview: Interview, *, place: str, by: By, at: datetime) -> None:
    """Tell the family when and where."""
    local = interview.planned_at.astimezone(ZoneInfo(interview.site.time_zone))
    values: dict[str, Value] = {"day": local.date(), "hour": f"{local:%H:%M}", "place": place}
    _tell(interview.case, "interview_planned", values, by=by, at=at)


def interview_missed(interview: Interview, *, by: By, at: datetime) -> None:
    """Tell the family that they were missed, that nothing is lost, and until when they may come."""
    values: dict[str, Value] = {
        "day": day_at(interview.site, interview.planned_at),
        "until": day_at(interview.site, clock.missed_until(at=at)),
    }
    _tell(interview.case, "interview_missed", values, by=by, at=at)


def closed(case: Case, *, answer: str, at: datetime) -> None:
    """Tell the family that nothing is decided any more, and why."""
    values: dict[str, Value] = {
        "closed_on": day_at(case.site, at),
        "paragraphs": answer.strip(),
    }
    # Whoever may close a case need not have the right to write letters of their own.
    _tell(case, "closed", values, by=Actor.WORKER, at=at)


def review_received(review: Review, *, by: By, at: datetime) -> None:
    """Tell the family that another officer looks again, and until when."""
    values: dict[str, Value] = {"until": day_at(review.site, review.due_at)}
    _tell(review.case, "review_received", values, by=by, at=at)


def review_decided(review: Review, *, answer: str, by: By, at: datetime) -> None:
    """Tell the family what the review found, in the reviewer's own words."""

    def outcome() -> str:
        if review.state == Review.State.CHANGED:
            said = _(
                "The decision does not stand. Another officer decides again, and you get a new letter."
            )
        else:
            said = _("The decision stands as it is.")
        return said

    _tell_in_words(review.case, "review_decided", outcome, answer, by=by, at=at)


def referral_sent(referral: Referral, *, by: By, at: datetime) -> None:
    """Tell the family to whom the case went, and when the answer is expected."""
    values: dict[str, Value] = {
        "organisation": referral.organisation.name,
        "sent_on": day_at(referral.site, referral.sent_at),
        "until": day_at(referral.site, referral.due_at),
    }
    _tell(referral.case, "referral_sent", values, by=by, at=at)


def referral_answered(referral: Referral, *, answer: str, by: By, at: datetime) -> None:
    """Tell the family what the organisation answered."""
    values: dict[str, Value] = {
        "organisation": referral.organisation.name,
        "answered_on": day_at(referral.site, at),
    }

    def outcome() -> str:
        said = {
            Referral.State.ACCEPTED: _(
                "It takes your case. That is not yet an approval: the destination country decides."
            ),
            Referral.State.DECLINED: _(
                "It does not take your case. This office looks at what else is open to you."
            ),
            Referral.State.ENDED: _("Its work on your case is finished."),
        }[Referral.State(referral.state)]
        return said

    _tell_in_words(referral.case, "referral_answered", outcome, answer, values, by=by, at=at)


def _tell_in_words(
    case: Case,
    kind: str,
    outcome: Callable[[], str],
    answer: str,
    values: Mapping[str, Value] | None = None,
    *,
    by: By,
    at: datetime,
) -> None:
    # A language that the pages do not speak has the officer's words alone: never another language's.
    language = case.application.household.language.partition("-")[0]
    said = ""
    if language in dict(settings.LANGUAGES):
        with translation.override(language):
            said = outcome()
    whole = f"{said}\n\n{answer.strip()}".strip()
    _tell(case, kind, {**(values or {}), "paragraphs": whole}, by=by, at=at)


def _tell(case: Case, kind: str, values: Mapping[str, Value], *, by: By, at: datetime) -> None:
    application = case.application
    reference = codes.shown(application.reference)
    notices.tell(
        household=application.household,
        kind=kind,
        values={"reference": reference, **values},
        about=case.pk,
        by=by,
        at=at,
    )

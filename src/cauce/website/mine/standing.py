"""Where an application is, whose turn it is and until when: the first page, which says nothing more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.applications.models import Application
from cauce.base.days import day_at
from cauce.cases.models import Case, Decision, Interview, Referral, Review

YOU, WE, OTHERS, NOBODY = "you", "we", "others", "nobody"
UNDO = timedelta(days=30)
_OPEN_TALK = (Interview.State.PLANNED, Interview.State.RUNNING, Interview.State.READ_BACK)


@dataclass(frozen=True)
class Step:
    """One step of the way, in the order of all of them."""

    text: str
    state: str
    day: date | None = None


@dataclass(frozen=True)
class Standing:
    """Whose turn it is, for what, until when, and the way so far."""

    turn: str
    sentence: str
    until: date | None
    late: bool
    steps: tuple[Step, ...]
    meeting: datetime | None = None
    undo_until: date | None = None


@dataclass(frozen=True)
class Work:
    """What the office has made of an application so far."""

    case: Case | None
    talk: Interview | None = None
    talked: Interview | None = None
    decision: Decision | None = None
    review: Review | None = None
    referral: Referral | None = None


def work_on(application: Application) -> Work:
    """Return the case of an application and the newest of whatever belongs to it."""
    case = Case.objects.of(application=application).first()
    if case is None:
        return Work(None)
    talks = list(Interview.objects.of(case=case).order_by("-number"))
    decision = Decision.objects.of(case=case).order_by("-number").first()
    return Work(
        case,
        talk=next((talk for talk in talks if talk.state in _OPEN_TALK), None),
        talked=next((talk for talk in talks if talk.state == Interview.State.ENDED), None),
        decision=decision,
        review=Review.objects.of(case=case).filter(state=Review.State.OPEN).first(),
        referral=Referral.objects.of(case=case).order_by("-sent_at").first(),
    )


def standing(application: Application, work: Work, *, at: datetime) -> Standing:
    """Say where an application stands at a moment."""
    turn, sentence, due, meeting = _turn(application, work)
    today = day_at(application.site, at)
    until = day_at(application.site, due) if due else None
    undo = None
    if application.withdrawn_at is not None:
        undo = day_at(application.site, application.withdrawn_at + UNDO)
    return Standing(
        turn,
        sentence,
        until,
        late=turn == WE and until is not None and until < today,
        steps=tuple(_steps(application, work)),
        meeting=meeting,
        undo_until=undo,
    )


_Turn = tuple[str, str, datetime | None, datetime | None]


def _turn(application: Application, work: Work) -> _Turn:
    if application.state == Application.State.WITHDRAWN:
        return NOBODY, _("You withdrew this application."), None, None
    if application.state == Application.State.CLOSED:
        return NOBODY, _("This application is closed. Your letters say why."), None, None
    if work.case is None:
        return WE, _("An officer looks at your application."), application.due_at, None
    if work.review is not None:
        sentence = _("Another officer looks at the decision again, as you asked.")
        return WE, sentence, work.review.due_at, None
    return _turn_of_case(work.case, work)


def _turn_of_case(case: Case, work: Work) -> _Turn:
    if work.talk is not None and work.talk.state == Interview.State.PLANNED:
        return YOU, _("Come to your interview. The letter says where."), None, work.talk.planned_at
    if case.state == Case.State.DECIDED and work.referral is not None:
        return _turn_of_referral(work.referral)
    turn, sentence = _OF_CASE[case.state]
    due = case.due_at if turn == WE else None
    return turn, str(sentence), due, None


def _turn_of_referral(referral: Referral) -> _Turn:
    if referral.state in (Referral.State.WAITING, Referral.State.ACCEPTED):
        sentence = _("We passed your case on, and wait for the answer of the other organisation.")
        return OTHERS, sentence, referral.due_at, None
    return NOBODY, _("The other organisation answered. Read your letters."), None, None


_OF_CASE: dict[str, tuple[str, Promise]] = {
    "to_interview": (WE, gettext_lazy("We look for a day for your interview and write to you.")),
    "interviewing": (WE, gettext_lazy("We work on your interview.")),
    "to_decide": (WE, gettext_lazy("An officer who did not interview you decides.")),
    "waiting": (YOU, gettext_lazy("Something is missing before we can go on. Read your letters.")),
    "to_refer": (WE, gettext_lazy("It is decided. We prepare the next step. Read your letters.")),
    "decided": (NOBODY, gettext_lazy("It is decided. Read your letters.")),
    "closed": (NOBODY, gettext_lazy("Your case is closed. Your letters say why.")),
}


def _steps(application: Application, work: Work) -> list[Step]:
    """Return the four steps: what is done has its day, what is under way is marked."""
    site = application.site
    talked, decided = work.talked, work.decision
    reached = [
        application.received_at,
        work.case.opened_at if work.case else None,
        talked.ended_at if talked else None,
        decided.decided_at if decided else None,
    ]
    # A case may be decided without a talk: then nothing before the decision is still under way.
    last = max(place for place, moment in enumerate(reached) if moment is not None)
    texts = [_("Received"), _("Looked at"), _("Interview"), _("Decision")]
    steps = []
    for place, (text, moment) in enumerate(zip(texts, reached, strict=True)):
        steps.append(
            Step(text, _state(application, place, last), day_at(site, moment) if moment else None)
        )
    return steps


def _state(application: Application, place: int, last: int) -> str:
    if place <= last:
        return "done"
    ended = application.state in (Application.State.WITHDRAWN, Application.State.CLOSED)
    return "now" if place == last + 1 and not ended else "later"

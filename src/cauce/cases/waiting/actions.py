"""The verb by which a family hears that nothing is forgotten, and what it waits for."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.applications.models import Application
from cauce.base import codes
from cauce.base.actors import Actor, By
from cauce.base.days import day_at
from cauce.base.refusal import Refused
from cauce.base.verb import note, verb
from cauce.cases import hands
from cauce.cases.models import Case, Interview
from cauce.cases.waiting.silence import last_heard
from cauce.notices import actions as notices
from cauce.notices.letters import Value

EVERY = timedelta(days=30)
KIND = "still_waiting"
RUNNING = (Application.State.RECEIVED, Application.State.IN_CASE)
_NOTHING_TO_DO = gettext_lazy("You need not do anything.")
# Where an application is, and what comes next; "" is one without a case.
_FAMILYS_TURN = {"waiting", "planned"}
_WORDS: dict[str, tuple[Promise, Promise]] = {
    "": (
        gettext_lazy("an officer has yet to look at it."),
        gettext_lazy("we look at it in the order in which applications came."),
    ),
    "to_interview": (
        gettext_lazy("it waits for an interview."),
        gettext_lazy("we look for a day and write to you."),
    ),
    "planned": (
        gettext_lazy("your interview is planned."),
        gettext_lazy("come to it. The letter says when and where."),
    ),
    "interviewing": (
        gettext_lazy("your interview is under way."),
        gettext_lazy("an officer who did not interview you decides."),
    ),
    "to_decide": (
        gettext_lazy("it waits for a decision."),
        gettext_lazy("an officer who did not interview you decides and writes to you."),
    ),
    "waiting": (
        gettext_lazy("something is missing before we can go on."),
        gettext_lazy("your letters say what to bring or tell us. Your place is kept."),
    ),
}


@verb
def tell_still_waiting(*, application: Application, by: By, at: datetime) -> None:
    """Write to a family that hears nothing for thirty days: where its application is, what comes next."""
    if by is not Actor.WORKER:
        raise Refused(_("The worker writes this every month, and only then."))
    # Locked: two workers write one letter.
    row = Application.objects.itself(application).select_for_update().get()
    case = Case.objects.of(application=row).first()
    since = last_heard(row)
    if row.state not in RUNNING or (case and case.state not in hands.UNDECIDED):
        raise Refused(_("This family has its answer."))
    if since > at - EVERY:
        raise Refused(_("This family heard from the office within thirty days."))
    household = application.household
    notices.tell(
        household=household,
        kind=KIND,
        values={
            "reference": codes.shown(application.reference),
            "since": day_at(application.site, since),
            **_said(_place(case), household.language.partition("-")[0]),
        },
        about=application.pk,
        by=by,
        at=at,
    )
    note(subject=application.key_id, body={"application": str(application.pk)})


def _place(case: Case | None) -> str:
    if case is None:
        return ""
    talks = Interview.objects.of(case=case).filter(state=Interview.State.PLANNED)
    return "planned" if talks.exists() else str(case.state)


def _said(state: str, language: str) -> dict[str, Value]:
    # A language that the pages do not speak gets no other language's words.
    if language not in dict(settings.LANGUAGES):
        return {"where": "–", "next": "–"}
    where, following = _WORDS[state]
    with translation.override(language):
        said = str(following) if state in _FAMILYS_TURN else f"{following} {_NOTHING_TO_DO}"
        return {"where": str(where), "next": said}

"""What became of each invented household: walked by the same verbs as in a real office, day after day.

Some files are old and some are late, so that the in-trays show what an office really looks like.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cauce.applications import actions as applications
from cauce.applications.corrections.actions import ask_correction
from cauce.applications.drafts.actions import begin_draft
from cauce.applications.effects import tell_received
from cauce.applications.models import Application
from cauce.applications.screening import members_of
from cauce.applications.submission import Submission
from cauce.applications.withdrawal.actions import withdraw
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.base.models import Officer
from cauce.cases import actions as cases
from cauce.cases.interviews import actions as interviews
from cauce.cases.interviews.statements import Said
from cauce.cases.models import Case, Decision, Interview
from cauce.cases.referrals.actions import record_referral_answer, refer
from cauce.cases.reviews.actions import ask_review, decide_review
from cauce.demo.households import Inventor, Kept
from cauce.demo.judging import decided
from cauce.demo.office import Crew
from cauce.partners.models import Organisation

WHY = "demonstration"
ROOM = "Sala 4"


@dataclass
class Story:
    """One household's way through the office, from its first day to today."""

    crew: Crew
    organisations: list[Organisation]
    inventor: Inventor
    chance: random.Random
    begins: datetime
    today: datetime
    application: Application | None = None
    case: Case | None = None
    kept: list[Kept] = field(default_factory=list)

    def later(self, days: float) -> datetime:
        """Return a moment some days after the last step, never after today."""
        self.begins = min(self.begins + timedelta(days=days), self.today)
        return self.begins

    @property
    def talks(self) -> Officer:
        """The officer who interviews."""
        return self.crew.interviewers[0]

    @property
    def decides(self) -> Officer:
        """The officer who decides: another one."""
        return self.crew.interviewers[1]

    def uuid(self) -> UUID:
        """Return a form's id."""
        return UUID(int=self.chance.getrandbits(128), version=4)


def draft(story: Story) -> None:
    """Somebody began, and did not send."""
    site = story.crew.site
    begin_draft(site=site, language="es", by=Actor.FAMILY, at=story.begins)


def received(story: Story) -> None:
    """The application waits for an officer."""
    sent, story.kept = _sent(story)
    receipt = applications.submit(sent=sent, by=Actor.FAMILY, at=story.begins)
    rows = Application.objects.unscoped("the application that the demonstration just sent")
    story.application = rows.select_related("key", "site", "household__key").get(
        pk=receipt.application_id
    )
    # On its own day; the worker, who lives on the office's day, then finds it written.
    tell_received(story.application, at=story.begins)


def corrected(story: Story) -> None:
    """The family asks that something be corrected."""
    received(story)
    ask_correction(
        application=_application(story),
        form_id=story.uuid(),
        said="Mi segundo apellido está mal escrito.",
        about=0,
        by=Actor.FAMILY,
        at=story.later(3),
    )


def withdrawn(story: Story) -> None:
    """The family does not go on."""
    received(story)
    application = _application(story)
    withdraw(application=application, why="", by=Actor.FAMILY, at=story.later(4))


def opened(story: Story) -> None:
    """A registrar opened the case; it waits for an interview."""
    received(story)
    story.case = cases.open_case(
        application=_application(story), by=story.crew.registrar, at=story.later(2)
    )


def planned(story: Story) -> Interview:
    """An interview is planned: ahead, or past and nobody wrote down what happened."""
    opened(story)
    return _plan(story, ahead=story.chance.choice((1, 2, 5, 9)))


def missed(story: Story) -> None:
    """The family did not come."""
    opened(story)
    interview = _plan(story, ahead=1)
    interviews.miss_interview(interview=interview, why="", by=story.talks, at=story.later(1))


def running(story: Story) -> Interview:
    """The talk goes on today."""
    opened(story)
    interview = _plan(story, ahead=0)
    interviews.begin_interview(
        interview=interview, interpreter="", spoken="es", by=story.talks, at=story.begins
    )
    return interview


def interviewed(story: Story) -> None:
    """The interview is over; another officer decides."""
    interview = running(story)
    members = {m.number: m for m in members_of(_application(story))}
    for number, key, value in story.kept:
        member = members.get(number) if number is not None else None
        interviews.save_interview_answer(
            interview=interview,
            member=member,
            said=Said(key=key, value=value),
            by=story.talks,
            at=story.begins,
        )
    words: dict[str, Any] = {"interview": interview, "by": story.talks, "at": story.begins}
    interviews.record_read_back(person_confirms=True, interpreter_signs=False, **words)
    interviews.end_interview(**words)


def judged(story: Story) -> Decision:
    """The case is decided, whichever way the findings lead."""
    interviewed(story)
    case = _case(story)
    cases.assign_case(
        case=case, officer=story.decides, why=WHY, by=story.crew.supervisor, at=story.later(2)
    )
    return decided(case, story.uuid(), by=story.decides, at=story.begins)


def reviewed(story: Story) -> None:
    """The family asks for a review of what was decided, whatever it was."""
    _ask_review(story, judged(story))


def answered_review(story: Story) -> None:
    """The review was answered by a third officer."""
    review = _ask_review(story, judged(story))
    outcome = story.chance.choice(("upheld", "upheld", "changed"))
    said = "Se revisó el expediente completo."
    decide_review(
        review=review, outcome=outcome, answer=said, by=story.crew.supervisor, at=story.later(6)
    )


def referred(story: Story) -> None:
    """Where they may be referred, an organisation has the file."""
    _refer(story, judged(story))


def answered_referral(story: Story) -> None:
    """Where an organisation has the file, it answered."""
    referral = _refer(story, judged(story))
    if referral is not None:
        state = story.chance.choice(("accepted", "accepted", "declined"))
        record_referral_answer(
            referral=referral,
            state=state,
            answer="Recibido.",
            by=story.crew.supervisor,
            at=story.later(12),
        )


# How many of every two hundred households went which way, and how many days ago they began (least, most).
PLOT: list[tuple[Callable[[Story], object], int, int, int]] = [
    (draft, 12, 1, 85),
    (received, 42, 0, 16),
    (corrected, 6, 4, 20),
    (withdrawn, 8, 5, 30),
    (opened, 24, 3, 25),
    (planned, 14, 3, 14),
    (missed, 6, 6, 20),
    (running, 4, 2, 2),
    (interviewed, 22, 4, 30),
    (judged, 26, 8, 60),
    (reviewed, 8, 10, 40),
    (answered_review, 6, 20, 70),
    (referred, 14, 12, 70),
    (answered_referral, 8, 30, 90),
]


def plots(count: int) -> Iterator[tuple[Callable[[Story], object], int, int]]:
    """Yield what becomes of each of `count` households: every kind at least once, in proportion."""
    whole = sum(share for _tell, share, _least, _most in PLOT)
    made = 0
    for place, (tell, share, least, most) in enumerate(PLOT):
        rest = len(PLOT) - place - 1
        here = count - made if not rest else max(1, round(share * count / whole))
        here = max(0, min(here, count - made - rest if count - made > rest else count - made))
        made += here
        for _each in range(here):
            yield tell, least, most


def _sent(story: Story) -> tuple[Submission, list[Kept]]:
    on = day_at(story.crew.site, story.begins)
    return story.inventor.household(story.crew.site, on, share=story.chance.random() < 0.85)


def _plan(story: Story, *, ahead: int) -> Interview:
    case = _case(story)
    cases.assign_case(
        case=case, officer=story.talks, why=WHY, by=story.crew.supervisor, at=story.later(1)
    )
    return interviews.plan_interview(
        case=case,
        interviewer=story.talks,
        planned_at=story.begins + timedelta(days=ahead),
        place=ROOM,
        by=story.talks,
        at=story.begins,
    )


def _ask_review(story: Story, decision: Decision) -> Any:
    return ask_review(
        decision=decision,
        form_id=story.uuid(),
        why="No estoy de acuerdo: falta un papel que ya entregué.",
        by=Actor.FAMILY,
        at=story.later(4),
    )


def _refer(story: Story, decision: Decision) -> Any:
    from cauce.cases.referrals.consent import may_refer

    fitting = [o for o in story.organisations if may_refer(_application(story).household, o)]
    if decision.outcome != Decision.Outcome.REFER or not fitting:
        return None
    return refer(
        decision=decision,
        organisation=story.chance.choice(fitting),
        pathway=decision.pathways[0],
        by=story.crew.supervisor,
        at=story.later(3),
    )


def _application(story: Story) -> Application:
    assert story.application is not None  # noqa: S101 - the steps before made it
    return story.application


def _case(story: Story) -> Case:
    assert story.case is not None  # noqa: S101 - the steps before made it
    return story.case

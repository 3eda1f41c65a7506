"""What the tests of privacy share: files of their own, sentences in English, a family that came far."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from cauce.applications.access import actions as access
from cauce.applications.corrections import actions as corrections
from cauce.applications.models import Application
from cauce.applications.papers import parts
from cauce.applications.papers.receiving import Brought, receive
from cauce.base import outbox
from cauce.base.actors import Actor
from cauce.cases.models import Case
from cauce.cases.referrals.actions import refer
from cauce.cases.reviews.actions import ask_review
from cauce.people.models import Household
from cauce.privacy import actions
from tests import casework, family
from tests.casework import LATER
from tests.library import zoo


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Files of this test's own; sentences in English."""
    settings.CAUCE_DATA, before = tmp_path, settings.CAUCE_DATA
    # The key of the house and the gate stay where the database's are.
    settings.CAUCE_KEY_FILE = before / "master-keys"
    with translation.override("en"):
        yield tmp_path


def application_of(household: Household) -> Application:
    rows = Application.objects.of(household=household)
    found: Application = rows.select_related("key", "site", "household__key").get()
    return found


def far(cast: Any, *, organisation: str = "Puente") -> SimpleNamespace:
    """A family that was decided on, referred, asks for a review, a correction and its copy."""
    decision = casework.decided(cast)
    cases = Case.objects.itself(decision.case).select_related("application__household__key")
    case = cases.get()
    household = case.application.household
    application = application_of(household)
    by: dict[str, Any] = {"by": Actor.FAMILY, "at": LATER}
    brought = Brought(form=uuid4(), kind="birth", name="foto.jpg", data=zoo.photo())
    paper = receive(home=application, brought=brought, **by)
    parts.add(application, parts.Upload(uuid4(), 9), 0, b"half")
    visit = {"visit": uuid4(), "home": application, "until": LATER, "deep_until": None}
    access.open_visit(**visit, **by)
    correction = corrections.ask_correction(
        application=application, form_id=uuid4(), said="Nací en 1987.", **by
    )
    review = ask_review(decision=decision, form_id=uuid4(), why="No.", late="", **by)
    place = casework.organisation(cast, organisation)
    referral = refer(
        decision=decision,
        organisation=place,
        pathway=decision.pathways[0],
        note_to_it="They speak K’iche’.",
        by=cast.sofia,
        at=LATER,
    )
    copy = actions.ask_copy(application=application, form_id=uuid4(), **by)
    return SimpleNamespace(
        application=application,
        household=household,
        case=case,
        decision=decision,
        paper=paper,
        correction=correction,
        review=review,
        organisation=place,
        referral=referral,
        copy=copy,
    )


def proposed(cast: Any, household: Household) -> Any:
    words = {"household": household, "reason": "asked"}
    return actions.propose_erasure(**words, by=cast.sofia, at=LATER)


def erased(cast: Any, household: Household) -> Any:
    """An erasure that two officers signed."""
    row = proposed(cast, household)
    actions.sign_erasure(erasure=row, by=cast.dina, at=LATER)
    return row


def work(*, times: int = 3) -> None:
    """Let the worker carry out everything that is due, whatever the day."""
    from cauce.base.models import Outbox

    for _round in range(times):
        Outbox.objects.filter(state="waiting").update(due_at=LATER)
        outbox.deliver(at=LATER)


def pages(folder: Path) -> list[Path]:
    """Every file that families left on the disk."""
    return [p for name in ("files", "parts") for p in (folder / name).rglob("*") if p.is_file()]


def three(cast: Any) -> Application:
    return family.family(cast)

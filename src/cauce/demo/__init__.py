"""The demonstration: three sites, officers of each role, two hundred households, and a public ledger.

All of it is made by the same verbs as a real office's records. The households are made with a seed, and none
of them exists; the ledger holds facts of the public record (`ledger.json`). Its
passwords are no secret: they are printed at every start, the office listens on this machine alone, and
production refuses to start while one of these accounts exists (docs/decisions/0008).
"""

import random
from datetime import datetime, time, timedelta

from cauce.base import gate
from cauce.base.models import Officer, Site
from cauce.demo import office
from cauce.demo.desk import look_after_the_ledger
from cauce.demo.households import Inventor
from cauce.demo.ledger import load_published_ledger
from cauce.demo.office import Account, Advance, accounts, make_office
from cauce.demo.stories import Story, plots
from cauce.demo.telling import send_what_was_written

__all__ = ["FAMILIES", "Account", "accounts", "is_empty", "make", "steps"]

FAMILIES = 200
SEED = 20240112


def is_empty() -> bool:
    """Whether nobody works here yet: no officer and no site."""
    return not (Officer.objects.exists() or Site.objects.exists())


def steps(families: int = FAMILIES) -> int:
    """Return how many steps `make` reports."""
    return office.STEPS + 1 + families


def make(*, at: datetime, families: int = FAMILIES, advance: Advance = lambda steps: None) -> None:
    """Fill an empty database, whole or not at all."""
    with gate.writing():
        if not is_empty():
            return
        # The office's morning: whatever is told of the day is over when somebody looks.
        today = min(at, datetime.combine(at.date(), time(14), at.tzinfo))
        crews, organisations = make_office(at=today - timedelta(days=120), advance=advance)
        load_published_ledger(at=today - timedelta(days=6))
        left = office.enrol_who_left(at=today - timedelta(days=120), advance=advance)
        look_after_the_ledger(today=today, left=left)
        advance(1)
        chance, inventor = random.Random(SEED), Inventor(SEED)  # noqa: S311 - invented people
        for number, (tell, least, most) in enumerate(plots(families)):
            begins = today - timedelta(days=chance.uniform(least, most))
            crew = crews[(0, 1, 0, 2, 1)[number % 5]]
            tell(Story(crew, organisations, inventor, chance, begins, today))
            advance(1)
        send_what_was_written(today=today)

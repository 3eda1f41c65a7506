"""The demonstration's desk between governments: who looks after what, and what was said to be done next.

Some promises are left without an owner or a next date on purpose, so that one sees how the desk says so.
The text to be read is invented; nothing of it is in the ledger.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from cauce.base import actions as base
from cauce.base.actors import Actor
from cauce.base.models import Officer
from cauce.governments.briefs.actions import freeze_brief
from cauce.governments.drafts.actions import read_text
from cauce.governments.keeping import actions as keeping
from cauce.governments.work import actions as work

FILE = Path(__file__).with_name("desk.json")
_IDS = UUID("5f1c6a60-2c44-4b7e-9f0a-0d6c3c0b7a11")


def look_after_the_ledger(*, today: datetime, left: Officer) -> None:
    """Give the ledger's open requests and promises to its officers; `left` works here no more afterwards."""
    plan = json.loads(FILE.read_text(encoding="utf-8"))
    people = {o.username: o for o in Officer.objects.all()} | {"left": left}
    before = today - timedelta(days=5)
    keeping.name_own_sides(sides=plan["own_sides"], by=Actor.DEMONSTRATION, at=before)
    for entry, (owner, days) in plan["kept"].items():
        _keep(entry, people[owner], days, today=today, at=before)
    for entry, what, owner, days in plan["steps"]:
        _step(entry, what, people[owner], today=today, days=days, at=before)
    base.close_account(officer=left, by=Actor.DEMONSTRATION, at=before)
    entry, what, owner, why = plan["finished"]
    step = _step(entry, what, people[owner], today=today, days=0, at=before)
    work.finish_step(step=step, why=why, by=people[owner], at=today - timedelta(days=1))
    _read_and_hand_over(plan, people["liaison"], today=today)


def _keep(entry: str, owner: Officer, days: int | None, *, today: datetime, at: datetime) -> None:
    keeping.set_owner(entry=entry, owner=owner, before=None, by=owner, at=at)
    if days is not None:
        day = today.date() + timedelta(days=days)
        keeping.set_next_date(entry=entry, day=day, before=None, by=owner, at=at)


def _step(
    entry: str, what: str, owner: Officer, *, today: datetime, days: int, at: datetime
) -> UUID:
    day = today.date() + timedelta(days=days)
    name = uuid5(_IDS, what)
    return work.add_step(
        entry=entry, what=what, owner=owner, day=day, form_id=name, by=owner, at=at
    )


def _read_and_hand_over(plan: dict[str, Any], officer: Officer, *, today: datetime) -> None:
    yesterday = today - timedelta(days=1)
    read_text(**plan["text"], form_id=uuid5(_IDS, "text"), by=officer, at=yesterday)
    freeze_brief(**plan["brief"], day=yesterday.date(), by=officer, at=yesterday)

"""Every record that is not finished lies in exactly one tray; whatever lies in none says who moves it on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model

from cauce.base import clock, privacy
from cauce.base.intray import trays_holding
from cauce.base.states import moves_of
from cauce.office import trays
from tests.house.calls import AT
from tests.house.test_verbs import CALLS, EVERY

FAMILY, WORKER, DONE = "the family moves it on", "the worker moves it on", "it is finished"
LATER = timedelta(days=60)

# Records that wait for no officer, state by state. What stands in neither this table nor a tray fails.
ELSEWHERE = {
    "Outbox": {"waiting": WORKER, "given_up": "the office's first page counts it", "done": DONE},
    "Draft": {"open": FAMILY, "sent": DONE},
    "Application": {
        "in_case": "its case lies in a tray",
        "withdrawn": WORKER,
        "closed": DONE,
    },
    "Correction": {"accepted": DONE, "declined": DONE},
    "Document": {"received": WORKER, "ready": DONE, "refused": FAMILY, "removed": WORKER},
    "ContactRoute": {
        "unverified": "nothing is wrong with it",
        "verified": DONE,
        "failing": "its messages lie in the call list",
        "closed": DONE,
    },
    "LookAlike": {"same": DONE, "different": DONE},
    "FarLookAlike": {"same": DONE, "different": DONE, "unsaid": DONE},
    "Organisation": {"active": DONE, "ended": DONE},
    "Case": {"closed": DONE},
    "Contact": dict.fromkeys(
        ("proposed", "planned", "invited", "held", "declined", "did_not_happen"),
        "read from a record; the ledger answers from a shell, and nobody works on it yet",
    ),
    "Keeping": dict.fromkeys(
        ("internal", "public", "held"), "it says who may read an entry; nothing waits for it"
    ),
    "Brief": {"acknowledged": DONE, "superseded": "a later brief took its place"},
    "BriefItem": dict.fromkeys(
        ("waiting", "acknowledged", "carried_over"), "its brief says whether somebody has to act"
    ),
    "DraftEntry": {"accepted": DONE, "rejected": DONE},
    "Item": {"closed": DONE},
    "Step": {"closed": DONE, "dropped": DONE},
    "Interview": {"ended": DONE, "missed": DONE, "cancelled": DONE},
    "Review": {"upheld": DONE, "changed": DONE, "dropped": DONE},
    "Referral": {"declined": DONE, "ended": DONE},
    "Notice": {"sent": FAMILY, "told": DONE, "read": DONE, "lapsed": DONE},
    "Delivery": dict.fromkeys(
        ("waiting", "taken", "leaving", "sent", "held_back", "given_up", "unsure"),
        "its notice says whether somebody has to act",
    ),
    "Erasure": {"signed": WORKER, "declined": DONE, "done": DONE},
    "FileCopy": {"asked": WORKER, "ready": FAMILY, "gone": DONE},
}
WITH_STATES = {m.__name__: m for m in privacy.house_models() if moves_of(m)}


def test_every_tray_has_a_key_of_its_own() -> None:
    keys = [tray.key for tray in trays.every_tray()]
    assert len(keys) == len(set(keys)) > 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_STATES)
def test_every_state_is_in_a_tray_or_says_who_moves_it(name: str) -> None:
    moves = moves_of(WITH_STATES[name])
    in_trays = {tray.all_rows().model.__name__ for tray in trays.every_tray()}
    assert moves is not None
    unsaid = set(moves) - ELSEWHERE.get(name, {}).keys()
    assert not unsaid or name in in_trays
    assert ELSEWHERE.get(name, {}).keys() <= set(moves)


def _records() -> Iterator[Model]:
    for model in WITH_STATES.values():
        yield from model._base_manager.all()


def _faults() -> Iterator[str]:
    for record in _records():
        state = record.state  # type: ignore[attr-defined]  # every model with MOVES has it
        elsewhere = state in ELSEWHERE.get(type(record).__name__, {})
        found = [tray.key for tray in trays_holding(trays.every_tray(), record)]
        if not _is_erased(record) and len(found) != (0 if elsewhere else 1):
            yield f"{type(record).__name__}, {state}: {found}"


def _is_erased(record: Any) -> bool:
    return hasattr(record, "key_id") and record.key.destroyed_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("name", CALLS)
def test_each_record_lies_in_exactly_one_tray_today_and_in_sixty_days(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    EVERY[name](**CALLS[name](), at=AT)
    assert list(_faults()) == []
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + LATER)
    monkeypatch.setattr(clock, "today", lambda site=None: (now + LATER).date())
    assert list(_faults()) == []

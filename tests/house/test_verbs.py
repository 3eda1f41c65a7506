"""Every verb says by whom and when, leaves an Event, and does nothing if the Event cannot be written."""

import importlib
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from cauce.base import audit, privacy
from cauce.base.actors import Actor
from cauce.base.models import Event, Site
from cauce.base.verb import VERBS, VerbError, verb
from tests.house.calls import AT, every_call
from tests.house.tree import SRC, sources

Snapshot = dict[str, list[str]]


def _load_every_verb() -> dict[str, Callable[..., Any]]:
    for path in sources():
        if path.name == "actions.py":
            importlib.import_module(
                f"cauce.{'.'.join(path.relative_to(SRC).with_suffix('').parts)}"
            )
    return {n: v for n, v in VERBS.items() if v.__module__.startswith("cauce.")}


EVERY = _load_every_verb()


# How each verb is called so that it happens: one file a room. A new verb fails until it stands there.
CALLS = every_call()


def _snapshot() -> Snapshot:
    """Every row of every record of the house, as it lies in the database."""
    found: Snapshot = {}
    with connection.cursor() as cursor:
        for m in privacy.house_models():
            if m._meta.managed and not m._meta.proxy:
                cursor.execute(f'SELECT * FROM "{m._meta.db_table}"')
                found[m._meta.label] = sorted(map(_comparable, cursor.fetchall()))
    return found


def _comparable(row: tuple[Any, ...]) -> str:
    return str([bytes(v) if isinstance(v, memoryview) else v for v in row])


def test_every_function_in_actions_is_a_verb() -> None:
    loose = [
        f"{path.relative_to(SRC)}:{name}"
        for path in sources()
        if path.name == "actions.py"
        for name, function in _own_functions(path)
        if not name.startswith("_") and function not in EVERY.values()
    ]
    assert loose == []


def _own_functions(path: Any) -> list[tuple[str, Any]]:
    module = importlib.import_module(
        f"cauce.{'.'.join(path.relative_to(SRC).with_suffix('').parts)}"
    )
    found = inspect.getmembers(module, inspect.isfunction)
    return [(name, f) for name, f in found if f.__module__ == module.__name__]


@pytest.mark.parametrize("name", EVERY)
def test_says_by_whom_and_when_and_takes_words_only(name: str) -> None:
    parameters = inspect.signature(EVERY[name]).parameters
    assert {"by", "at"} <= parameters.keys()
    assert {p.kind for p in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert inspect.getdoc(EVERY[name])


def test_every_verb_is_called_here() -> None:
    assert CALLS.keys() == EVERY.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERY)
def test_leaves_its_event_and_the_test_below_would_notice(name: str) -> None:
    words = CALLS[name]()
    before, rows = Event.objects.count(), _snapshot()
    EVERY[name](**words, at=AT)
    event = Event.objects.order_by("-id")[0]
    assert Event.objects.count() > before
    assert (event.verb, event.at) == (name, AT)
    assert _snapshot() != rows


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERY)
def test_changes_nothing_if_its_event_cannot_be_written(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = CALLS[name]()
    before = _snapshot()

    def broken(**_: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "write", broken)
    with pytest.raises(OSError, match="the disk is full"):
        EVERY[name](**words, at=AT)
    monkeypatch.undo()
    assert _snapshot() == before


@pytest.mark.django_db
def test_a_verb_that_leaves_no_event_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cauce.base.verb.VERBS", {})

    @verb
    def forget(*, by: Actor, at: datetime) -> None:
        Site.objects.create(name="Nowhere", time_zone="UTC")

    with pytest.raises(VerbError, match="left no Event"):
        forget(by=Actor.SETUP, at=AT)
    assert not Site.objects.filter(name="Nowhere").exists()

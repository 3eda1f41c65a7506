"""The wrapper of every verb: one transaction, one Event, or nothing at all."""

import functools
import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from cauce.base import audit, gate
from cauce.base.actors import By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import SubjectKey

P = ParamSpec("P")
R = TypeVar("R")


class VerbError(Exception):
    """A verb is written wrongly; a programmer's fault, never a person's."""


@dataclass
class _Frame:
    """A verb under way."""

    name: str
    by: By
    at: datetime
    notes: int = field(default=0)


VERBS: dict[str, Callable[..., Any]] = {}
_UNDER_WAY: ContextVar[_Frame | None] = ContextVar("verb_under_way", default=None)


def verb(action: Callable[P, R]) -> Callable[P, R]:
    """Make a function a verb: registered, atomic behind the write gate, with an Event or undone."""
    return _made(action, audit.share_log)


def verb_alone(action: Callable[P, R]) -> Callable[P, R]:
    """Make a verb that waits until every verb under way has ended, and lets none begin meanwhile.

    For the few that touch rows of every table in an order of their own, which would lock against
    whoever holds one of these rows and waits for another. Never called from inside another verb.
    """
    return _made(action, audit.take_log)


def _made(action: Callable[P, R], lock: Callable[[], None]) -> Callable[P, R]:
    name = _name(action)
    _demand_signature(action)

    @functools.wraps(action)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        by, at = _by_and_at(name, kwargs)
        frame = _Frame(name=name, by=by, at=at)
        with gate.writing():
            lock()
            token = _UNDER_WAY.set(frame)
            try:
                result = action(*args, **kwargs)
            finally:
                _UNDER_WAY.reset(token)
            if not frame.notes:
                raise VerbError(f"{name} left no Event; call note() in it.")
        return result

    VERBS[name] = wrapped
    return wrapped


def note(
    *,
    subject: UUID | None = None,
    key: SubjectKey | None = None,
    opened: OpenKeys | None = None,
    reason: str = "",
    body: Mapping[str, Any] | None = None,
) -> None:
    """Leave the Event of the verb under way; codes, ids and digests only, never a name.

    `key` names a subject whose key is in hand, so that it is not looked up again; nor opened again where it
    is among those `opened`.
    """
    frame = _UNDER_WAY.get()
    if frame is None:
        raise VerbError("note() belongs inside a verb.")
    audit.write(
        verb=frame.name,
        by=frame.by,
        at=frame.at,
        subject=key.pk if key else subject,
        key=key,
        opened=opened,
        reason=reason,
        body=body or {},
    )
    frame.notes += 1


def _name(action: Callable[..., Any]) -> str:
    # cauce.base.actions.sign_in is known as base.sign_in: short, and stable when files are split.
    parts = action.__module__.split(".")
    room = parts[1] if parts[0] == "cauce" else parts[0]
    return f"{room}.{action.__name__}"


def _demand_signature(action: Callable[..., Any]) -> None:
    parameters = inspect.signature(action).parameters
    loose = [p.name for p in parameters.values() if p.kind is not p.KEYWORD_ONLY]
    missing = {"by", "at"} - parameters.keys()
    if loose or missing:
        raise VerbError(f"{_name(action)}: keyword-only, with by= and at=, like every verb.")


def _by_and_at(name: str, kwargs: Mapping[str, Any]) -> tuple[By, datetime]:
    by, at = kwargs.get("by"), kwargs.get("at")
    if by is None or not isinstance(at, datetime) or at.tzinfo is None:
        raise VerbError(f"{name}: say by= whom and at= what moment, with its time zone.")
    return by, at

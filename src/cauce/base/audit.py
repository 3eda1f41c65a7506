"""Events are written here, sealed by the worker, and checked by anyone who holds the keys."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cauce.base import gate, ids, keys, merkle, rows
from cauce.base.actors import Actor, By
from cauce.base.envelopes import OpenKeys
from cauce.base.models import AuditRoot, Event, SubjectKey

BATCH = 1000
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
GENESIS = bytes(32)
_LOG_LOCK = 0x43415543  # a number of our own among PostgreSQL's advisory locks
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,128}")


def write(
    *,
    verb: str,
    by: By,
    at: datetime,
    subject: UUID | None,
    key: SubjectKey | None = None,
    opened: OpenKeys | None = None,
    reason: str,
    body: Mapping[str, Any],
) -> Event:
    """Store one Event with its leaf; called by the verb's wrapper, inside its transaction."""
    event = rows.new_row(
        Event,
        uid=ids.ordered(at),
        at=at.astimezone(UTC),
        actor=by if isinstance(by, Actor) else Actor.OFFICER,
        officer=None if isinstance(by, Actor) else by,
        verb=verb,
        subject=subject,
        reason=_code(reason),
        body={_code(key): _plain(value) for key, value in body.items()},
    )
    if key is not None:
        salt = (opened or OpenKeys()).of(key, keys.AUDIT)
    else:
        salt = keys.subject_or_house_key(subject=subject, purpose=keys.AUDIT)
    event.leaf = leaf_of(event=event, key=salt)
    rows.insert(event)
    return event


def leaf_of(*, event: Event, key: bytes) -> bytes:
    """Return the leaf an Event must have; its salt comes from the key and is stored nowhere."""
    salt = hmac.digest(key, event.uid.bytes, "sha256")
    return merkle.leaf(hmac.digest(salt, canonical(event=event), "sha256"))


def canonical(*, event: Event) -> bytes:
    """Return everything an Event says, in the one form that is hashed."""
    said = {
        "uid": str(event.uid),
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(event.actor),
        "officer": str(event.officer_id) if event.officer_id else None,
        "verb": event.verb,
        "subject": str(event.subject) if event.subject else None,
        "reason": event.reason,
        "body": event.body,
    }
    return _ENCODER.encode(said).encode("ascii")


def share_log() -> None:
    """Tell the sealer that Events may be on their way; on SQLite the write gate does it."""
    _advisory_lock("pg_advisory_xact_lock_shared")


def take_log() -> None:
    """Wait until no verb is under way, and let none begin; on SQLite the write gate does it."""
    _advisory_lock("pg_advisory_xact_lock")


def seal(*, at: datetime) -> list[AuditRoot]:
    """Seal every Event that lies open, in batches; return the new seals."""
    made: list[AuditRoot] = []
    while (root := _seal_batch(at)) is not None:
        made.append(root)
    return made


def digest(root: AuditRoot | None) -> bytes:
    """Return what the next seal, a letter and a newspaper quote: it fixes the whole log so far."""
    if root is None:
        return GENESIS
    said = [root.n, root.first, root.last, root.count, bytes(root.root).hex()]
    said += [bytes(root.previous).hex(), root.sealed_at.astimezone(UTC).isoformat()]
    return hashlib.sha256("|".join(map(str, said)).encode("ascii")).digest()


def _seal_batch(at: datetime) -> AuditRoot | None:
    with gate.writing():
        # Ids are given out before commit: wait for verbs under way, or one would slip in later.
        take_log()
        before = AuditRoot.objects.order_by("-n").first()
        last = before.last if before else 0
        found = list(
            Event.objects.filter(id__gt=last).order_by("id").values_list("id", "leaf")[:BATCH]
        )
        if not found:
            return None
        return AuditRoot.objects.create(
            n=before.n + 1 if before else 1,
            first=found[0][0],
            last=found[-1][0],
            count=len(found),
            root=merkle.root([bytes(leaf) for _, leaf in found]),
            previous=digest(before),
            sealed_at=at,
        )


def _advisory_lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_LOG_LOCK])


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID | date | str):
        return _code(value.isoformat() if isinstance(value, date) else str(value))
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_code(key): _plain(item) for key, item in value.items()}
    raise ValueError(f"An Event's body holds codes, ids and digests, not a {type(value).__name__}.")


def _code(text: str) -> str:
    # A name or a sentence has spaces or accents: it must never come into what cannot be erased.
    if not _CODE.fullmatch(text):
        raise ValueError("An Event's body holds codes, ids and digests, never names or free text.")
    return str(text)

"""Writes a brief's rows, for the verb that freezes it; an older brief of the same office gives way."""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max

from cauce.base.actors import By
from cauce.base.models import Officer
from cauce.governments import desk
from cauce.governments.briefs.models import Brief, BriefItem
from cauce.ledger import Ledger, when

Json = dict[str, Any]


def digest(items: list[Json]) -> str:
    """A fingerprint of what was frozen: the sealed record of Events holds it."""
    text = json.dumps(items, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def keep(
    book: Ledger,
    side: str,
    office: str,
    audience: str,
    day: date,
    items: list[Json],
    *,
    by: By,
    at: datetime,
) -> Brief:
    """Write a brief with its items; the database allows one in force."""
    change = _change(book, side, office, day)
    last = when(change["date"]).last if change else None
    brief = Brief._default_manager.create(
        side_id=side,
        office_id=office,
        audience=audience,
        day=day,
        revision=_give_way(side, office, audience) + 1,
        goes_id=change.get("out"),
        comes_id=change.get("in"),
        changes_on=change.get("date") or "",
        last_day=last,
        waits_until=datetime.combine(last or day, time.min, at.tzinfo) + timedelta(days=1),
        frozen_by=by if isinstance(by, Officer) else None,
        frozen_at=at,
    )
    BriefItem._default_manager.bulk_create(
        BriefItem(brief=brief, position=n, key=item["key"], content=item)
        for n, item in enumerate(items, 1)
    )
    return brief


def _change(book: Ledger, side: str, office: str, day: date) -> Json:
    answer = desk.ask(book, "handover_brief", as_of=day, side=side, office=office)
    return answer["office_change"] or {}


def _give_way(side: str, office: str, audience: str) -> int:
    """Let the older briefs go out of force; return the last revision of them."""
    older = Brief._default_manager.filter(side_id=side, office_id=office, audience=audience)
    older.exclude(state=Brief.State.SUPERSEDED).update(state=Brief.State.SUPERSEDED)
    return older.aggregate(last=Max("revision"))["last"] or 0

"""What may be done from a page of the desk; what may not says why."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cauce.base.models import Officer
from cauce.base.roles import Permission, allowed
from cauce.governments.models import Keeping
from cauce.governments.settling.actions import FIELDS
from cauce.governments.showing import Reading

Json = dict[str, Any]


def keeping_of(name: str) -> Keeping | None:
    """How the office keeps one entry."""
    return keepings([name]).get(name)


def keepings(names: Iterable[str]) -> dict[str, Keeping]:
    """How the office keeps some entries, in one question."""
    rows = Keeping._default_manager.filter(pk__in=list(names)).select_related("owner", "held_by")
    return {row.pk: row for row in rows}


def offers_for_request(
    request: HttpRequest, reading: Reading, story: Json, keeping: Keeping | None
) -> list[Json]:
    """What may be done with a request."""
    if reading.public:
        return []
    name, why = story["request"], _why_not(request, reading)
    ended = _("It ended; no answer is awaited.") if story["state"] == "ended" else ""
    return [
        _go(_("Record an act"), "act", name, why=why),
        _go(
            _("Agree another date") if _has_date(story) else _("Agree a date"),
            "agree",
            name,
            why=why or ended,
        ),
        _go(_("Set the clock's rule"), "rule", name, why=why or ended),
        *_in_place(reading, name, why),
        *_keep(request, reading, name, keeping),
    ]


def _in_place(reading: Reading, name: str, why: str) -> list[Json]:
    """Another entry in its place, and those in whose place it stands itself."""
    entry = reading.view.get(name)
    titles = {one.id: str(one.data["title"]) for one in reading.book.every}
    back = [
        _button(
            _("Let %(other)s count again") % {"other": titles.get(old, old)}, "reinstate", why=why
        )
        | {"with": {"entry": old, "other": name}}
        for old in (entry.replaces() if entry else ())
    ]
    return [_go(_("Replaced by …"), "supersede", name, why=why), *back]


def _has_date(story: Json) -> bool:
    return bool((story["standing"] or {}).get("expected_by"))


def offers_for_entry(
    request: HttpRequest, reading: Reading, story: Json, keeping: Keeping | None
) -> list[Json]:
    """What may be done with any other entry."""
    if reading.public:
        return []
    name, why = story["entry"], _why_not(request, reading)
    differing = {row["field"] for row in story["fields"] if row["differ"] and not row["about"]}
    decided = [
        _go(_("Decide: %(field)s") % {"field": _field(field)}, "decide", field, name, why=why)
        for field in FIELDS
        if field in differing
    ]
    apart = [
        _button(_("Take apart from %(other)s") % {"other": reading.title(other)}, "apart", why=why)
        | {"with": {"entry": name, "other": other}}
        for other in story["same_event"]
    ]
    return [*decided, _go(_("Same event as …"), "same", name, why=why), *apart,
            *_in_place(reading, name, why), *_keep(request, reading, name, keeping)]  # fmt: skip


def _field(field: str) -> str:
    from cauce.governments.told import field_said

    return str(field_said(field))


def offers_for_counterpart(request: HttpRequest, reading: Reading, side: str) -> list[Json]:
    """What may be done about a counterpart."""
    if reading.public:
        return []
    why = _why_not(request, reading)
    return [
        _go(_("Log a call"), "log", why=why, query={"with": side}),
        _go(_("Read a text"), "readings", why=why),
        _go(_("Freeze a handover brief"), "new-brief", why=why, query={"side": side}),
        _go(_("Somebody took office"), "take-office", why=why),
        _go(_("Somebody was given a task"), "mandate", why=why),
        _go(_("Offices, tasks and topics"), "register", why=""),
    ]


def offers_for_source(request: HttpRequest, reading: Reading, source: Json) -> list[Json]:
    """What may be done with a source."""
    if reading.public:
        return []
    why = _why_not(request, reading)
    if source.get("retracted"):
        return [_button(_("Let it count again"), "restore", source["id"], why=why)]
    return [_go(_("Take this source back"), "retract", source["id"], why=why)]


def offers_for_matters(request: HttpRequest, reading: Reading) -> str | None:
    """Why differences may not be settled here; empty where they may, None on the public's page."""
    return None if reading.public else _why_not(request, reading)


def _keep(request: HttpRequest, reading: Reading, name: str, keeping: Keeping | None) -> list[Json]:
    """Owner, next date, and who may read it."""
    why = _why_not(request, reading)
    may_publish = may(request, Permission.PUBLISH_LEDGER)
    shut = why or ("" if may_publish else _("Only a liaison officer publishes or holds entries."))
    if keeping is None:
        return []
    found = [
        _go(_("Set owner"), "owner", name, why=why),
        _go(_("Set next date"), "next", name, why=why),
        # Whoever only reads verifies there too.
        _go(_("Steps and closing"), "work", name, why=""),
    ]
    if keeping.state == Keeping.State.HELD:
        own = keeping.held_by_id == getattr(request.user, "pk", None)
        mine = _("You hold this entry yourself; another officer lets it go.") if own else ""
        return [*found, _button(_("Let the hold go"), "release", name, why=shut or mine)]
    if keeping.state == Keeping.State.PUBLIC:
        found.append(_button(_("Take inside"), "inside", name, why=shut))
    else:
        found.append(_button(_("Publish"), "publish", name, why=shut))
    return [*found, _button(_("Put on hold"), "hold", name, why=shut)]


def _why_not(request: HttpRequest, reading: Reading) -> str:
    if not may(request, Permission.KEEP_LEDGER):
        return _("You read the ledger; a liaison officer writes in it.")
    if "known_on" in reading.chosen or "as_of" in reading.chosen:
        return _("You look at another day. Go back to today to write.")
    return ""


def may(request: HttpRequest, permission: Permission) -> bool:
    """Whether the reader is an officer who may do this."""
    return isinstance(request.user, Officer) and allowed(request.user, permission)


def _go(text: str, name: str, *args: str, why: str, query: Json | None = None) -> Json:
    to = reverse(f"desk:{name}", args=args)
    to = f"{to}?{urlencode(query)}" if query else to
    return {"text": text, "to": to, "why": why, "post": False}


def _button(text: str, name: str, *args: str, why: str) -> Json:
    return {"text": text, "to": reverse(f"desk:{name}", args=args), "why": why, "post": True}

"""What the canary's test does in an office of its own, in a process of its own: `main("walk")`, …"""

import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

NOON = datetime(2030, 6, 4, 17, 0, tzinfo=UTC)


def main(what: str) -> None:
    """Do one part, say what came of it as JSON, and go without closing the database: the log stays."""
    from cauce.cli import ready

    ready.prepare()
    from django.core.management import call_command

    from cauce.base import clock

    call_command("collectstatic", verbosity=0, interactive=False)
    # No quiet hours: what is written goes out.
    clock.machine_now = lambda: NOON  # type: ignore[assignment]  # a still clock for one process
    print(json.dumps({"walk": walk, "erase": erase, "open": opened}[what]()))
    sys.stdout.flush()
    os._exit(0)


def walk() -> dict[str, Any]:
    """The whole way of a family, and what went wrong on it."""
    from tests import cast as people
    from tests.room.privacy import canary_walk

    cast = people.enter()
    application = canary_walk.walk(cast)
    wrong = canary_walk.go_wrong(cast, application)
    broken = canary_walk.break_down(cast, application)
    return {
        "wrong": sorted(set(wrong)),
        "broken": sorted(set(broken)),
        "copies": len(canary_walk.copies()),
        "keys": _keys(),
        **opened(),
    }


def opened() -> dict[str, Any]:
    """Which strings are there for whoever has the keys."""
    from cauce.base.envelopes import OpenKeys
    from cauce.base.models import SubjectKey
    from cauce.privacy import copying
    from tests.room.privacy import canary_walk
    from tests.room.privacy.canaries import EVERY, Hunt

    under = list(SubjectKey.objects.filter(wrapped__isnull=False).exclude(kind="house"))
    keys = OpenKeys()
    tables = json.dumps(copying.tables_under(under, keys), ensure_ascii=False, default=str).encode()
    papers = b"".join(content for _name, content in copying._papers(under, keys))
    archives = b"".join(_archive(copy) for copy in canary_walk.copies())
    return {
        "tables": sorted(Hunt(EVERY).found(tables)),
        "papers": sorted(Hunt(EVERY).found(papers)),
        "archives": sorted(Hunt(EVERY).found(archives)),
        "size": len(papers),
    }


def _archive(copy: Any) -> bytes:
    import io
    import zipfile

    from cauce.base import envelopes, files

    packed = envelopes.read_bytes(copy, copy.file, files.read(copy.file))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def _keys() -> dict[str, str]:
    from cauce.base import keys
    from cauce.base.models import SubjectKey

    rows = SubjectKey.objects.filter(wrapped__isnull=False, kind__in=["household", "person"])
    return {keys._unwrap(row).hex(): bytes(row.wrapped or b"").hex() for row in rows}


def erase() -> dict[str, Any]:
    """Erase every family, as two officers do, and let the worker finish."""
    from cauce.applications.models import Application
    from cauce.base.models import Officer, Outbox
    from cauce.privacy.models import Erasure
    from tests.room.privacy import canary_walk

    sofia, dina = (Officer.objects.get(username=name) for name in ("sofia", "dina"))
    first, second = canary_walk.browser(sofia), canary_walk.browser(dina)
    for application in Application.objects.unscoped("a test"):
        first.post(f"/office/files/{application.pk}/erase", {"reason": "asked"})
    for row in Erasure.objects.unscoped("a test"):
        second.post(f"/office/erasures/{row.pk}", {"answer": "sign"})
    canary_walk.work()
    return {
        "states": [row.state for row in Erasure.objects.unscoped("a test")],
        "left": list(Outbox.objects.exclude(state="done").values_list("kind", "last_error")),
        **opened(),
    }

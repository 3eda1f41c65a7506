"""What a family entrusts to the office lies in clear nowhere, and after an erasure nowhere at all."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT
from tests.prepared import Prepared
from tests.room.cli.office import environment, say
from tests.room.privacy.canaries import EVERY, KEPT, NEVER, Hunt, everything, raw_forms

HUNT = Hunt(EVERY)


def part(data: Path, what: str) -> tuple[dict[str, Any], bytes]:
    """Do a part in the office's own process; what it says, and what it logged."""
    code = f"from tests.room.privacy.canary_office import main; main({what!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment(data, CAUCE_OFFICE_DAY="2024-01-12"),
    )
    assert done.returncode == 0, done.stderr.decode()[-6000:]
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def in_clear(folder: Path) -> dict[str, list[str]]:
    """Which strings lie in clear in which files."""
    found = {name: sorted(HUNT.found(data)) for name, data in everything(folder)}
    return {name: names for name, names in found.items() if names}


def lying_about(folder: Path, forms: set[bytes]) -> list[str]:
    return [name for name, data in everything(folder) if any(form in data for form in forms)]


def backup(data: Path, place: Path) -> None:
    done = say(data, "backup", str(place / "data"), "--keys", str(place / "keys"))
    assert done.returncode == 0, done.stderr
    assert not HUNT.found(done.stdout.encode() + done.stderr.encode())


def test_the_hunt_finds_each_form() -> None:
    import base64

    for name, text in EVERY.items():
        for form in (
            text.encode(), text.upper().encode(), text.encode("utf-16-le"), text.encode("utf-16-be"),
            text.encode().hex().encode(), text.lower().encode().hex().upper().encode(),
            *(base64.b64encode(b"x" * lead + text.encode() + b"yz") for lead in range(3)),
        ):  # fmt: skip
            assert name in HUNT.found(b"before" + form + b"after"), (name, form)
    assert HUNT.found(os.urandom(100_000)) == set()


@pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="the canary looks into SQLite's own files",
)
def test_nothing_lies_in_clear_and_after_an_erasure_nothing_lies_at_all(
    prepared: Prepared, tmp_path: Path
) -> None:
    data, before, after = tmp_path / "office", tmp_path / "before", tmp_path / "after"
    prepared.tables(data)
    said, log = part(data, "walk")
    # The hunt is not blind: whoever has the keys finds what was entrusted, in rows and in the copy.
    assert set(said["tables"]) == set(KEPT)
    assert set(said["archives"]) == set(KEPT) - {"CSV import", "note", "reason", "review"}
    assert said["copies"] == 1
    assert said["size"] > 1000
    # What a photo said beside its picture is gone although its page can be opened.
    assert not {*said["papers"], *said["tables"]} & set(NEVER)
    assert {400, 403, 404, 422} <= set(said["wrong"])
    assert said["broken"] == [500]
    assert said["keys"]
    # The log as well: the process went without closing the database.
    assert any(p.stat().st_size for p in data.glob("*-wal"))
    assert in_clear(data) == {}
    backup(data, before)
    assert in_clear(data) == {}
    assert in_clear(before) == {}
    assert HUNT.found(log) == set()
    raw = {form for key in said["keys"] for form in raw_forms(bytes.fromhex(key))}
    wrapped = {form for key in said["keys"].values() for form in raw_forms(bytes.fromhex(key))}
    assert lying_about(data, raw) == []
    # Only the keys file of a backup holds a key, and never a raw one: it goes after 35 days.
    assert lying_about(before, raw) == []
    assert lying_about(before / "data", wrapped) == []
    assert lying_about(data, wrapped) != []

    said, log = part(data, "erase")
    assert said["states"] == ["done", "done"]
    assert said["left"] == []
    assert (said["tables"], said["papers"], said["archives"], said["size"]) == ([], [], [], 0)
    assert HUNT.found(log) == set()
    assert in_clear(data) == {}
    assert lying_about(data, raw | wrapped) == []
    assert [p for p in (data / "files").rglob("*") if p.is_file()] == []
    backup(data, after)
    assert lying_about(after, raw | wrapped) == []
    assert in_clear(after) == {}

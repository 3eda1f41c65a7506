"""A family's copy of its file: whole, in its language, without what protects somebody, for a week."""

import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cauce.applications.changing.actions import state_facts
from cauce.base import clock, envelopes, files
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.eligibility import words
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import Member
from cauce.privacy import actions, copying, effects
from cauce.privacy.models import FileCopy
from tests import family
from tests.casework import LATER
from tests.room.privacy.conftest import far, pages, three, work

pytestmark = pytest.mark.django_db


def unpacked(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_it_holds_rows_papers_and_whoever_looked(cast: Any) -> None:
    known = far(cast)
    made = unpacked(copying.archive(known.household, at=LATER))
    said = json.loads(made["data.json"])
    assert said["tables"].keys() >= {
        "Household", "Person", "Member", "ContactRoute", "Application", "Screening", "Document",
        "Correction", "Case", "Interview", "Decision", "Review", "Referral", "Notice",
    }  # fmt: skip
    assert said["tables"]["Correction"][0]["said"] == "Nací en 1987."
    assert said["tables"]["Review"][0]["why"] == "No."
    assert said["tables"]["Notice"][0]["body"]
    (paper,) = (content for name, content in made.items() if name.startswith("papers/"))
    assert paper.startswith(b"\xff\xd8")
    assert "No está en esta copia" in made["index.html"].decode()


def _protected(one: str) -> str:
    return next(
        key
        for key, f in pack().facts_of("person").items()
        if f.type.kind == "bool" and one in f.asked
    )


def test_whatever_protects_somebody_stays_out(cast: Any) -> None:
    application = three(cast)
    members = Member.objects.of(household=application.household).select_related(
        "key", "person__key"
    )
    member = members.get(number=1)
    open_, hidden = _protected("public"), _protected("interview")
    told = {
        key: facts.statement(value=True, source=facts.INTERVIEW, at=LATER)
        for key in (open_, hidden)
    }
    state_facts(application=application, member=member, statements=told, by=cast.iris, at=LATER)
    member.refresh_from_db()
    assert hidden in envelopes.read(member, "sealed_sensitive")["facts"]
    made = unpacked(copying.archive(application.household, at=LATER))
    text = b"".join(made.values()).decode()
    assert open_ in text
    assert hidden not in text


def test_a_copy_is_made_once_and_lies_sealed(cast: Any, folder: Path) -> None:
    application = three(cast)
    words = {"application": application, "by": Actor.FAMILY, "at": LATER}
    first = actions.ask_copy(form_id=uuid4(), **words)
    assert actions.ask_copy(form_id=uuid4(), **words) == first
    effects.copy(uuid4(), {"copy": str(first.pk)})
    effects.copy(uuid4(), {"copy": str(first.pk)})
    (kept,) = pages(folder)
    assert family.maria().given.encode() not in kept.read_bytes()
    row = FileCopy.objects.itself(first).select_related("key").get()
    made = unpacked(envelopes.read_bytes(row, row.file, files.read(row.file)))
    assert family.maria().given in made["index.html"].decode()


def test_two_workers_leave_one_file(
    cast: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = actions.ask_copy(application=three(cast), form_id=uuid4(), by=Actor.FAMILY, at=LATER)
    keep = actions.keep_copy

    def overtaken(**words: Any) -> None:
        keep(**words | {"file": files.new_name(uuid4())})
        keep(**words)

    monkeypatch.setattr(effects.actions, "keep_copy", overtaken)
    effects.copy(uuid4(), {"copy": str(copy.pk)})
    assert pages(folder) == []
    assert FileCopy.objects.itself(copy).get().state == "ready"


def test_after_a_week_it_is_gone(cast: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = actions.ask_copy(application=three(cast), form_id=uuid4(), by=Actor.FAMILY, at=LATER)
    work(times=1)
    made = FileCopy.objects.itself(copy).get().expires_at
    for day, left in ((made - timedelta(hours=1), 1), (made + timedelta(hours=1), 0)):
        monkeypatch.setattr(clock, "now", lambda day=day: day)
        effects.copies(LATER)
        assert len(pages(folder)) == left
    gone = FileCopy.objects.itself(copy).select_related("key").get()
    assert (gone.state, gone.file) == ("gone", "")
    with pytest.raises(Refused):
        actions.collect_copy(copy=gone, by=Actor.FAMILY, at=LATER)


def test_its_page_is_in_words_with_a_table_of_contents(cast: Any) -> None:
    known = far(cast)
    made = unpacked(copying.archive(known.household, at=LATER))
    page, tables = made["index.html"].decode(), json.loads(made["data.json"])["tables"]
    # No name of a field and no name of a record: those are for programs.
    seen = {text.strip() for text in re.findall(r">([^<>]+)<", page)}
    raw = set(tables) | {field for rows in tables.values() for row in rows for field in row}
    assert not seen & raw
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", page)
    contents = re.findall(r'<li><a href="#([a-z]+)">', page)
    assert contents == re.findall(r'<h2 id="([a-z]+)">', page)[1:]
    assert {"application", "people", "answers", "letters", "asked", "office", "papers"} < set(
        contents
    )
    for told in ("Qué contiene", "Las personas", "Nací en 1987.", "Cartas para usted", "Decisión"):
        assert told in page, told


def test_the_relation_and_the_facts_of_somebody_are_said_by_the_packs_words(cast: Any) -> None:
    application = three(cast)
    member = Member.objects.of(household=application.household).select_related(
        "key", "person__key"
    ).get(number=1)  # fmt: skip
    fact = pack().facts["person.marital_status"]
    codes = sorted(pack().codes[fact.type.codes])
    for code in codes[:2]:
        said = {fact.key: facts.statement(value=code, source=facts.FORM, at=LATER)}
        state_facts(application=application, member=member, statements=said, by=cast.iris, at=LATER)
        member.refresh_from_db()
    page = unpacked(copying.archive(application.household, at=LATER))["index.html"].decode()
    spoken = words(pack(), application.household.language)
    label, before, after = (
        spoken.fact(fact.name, "label"),
        *(spoken.code(fact.type.codes, code) for code in codes[:2]),
    )
    assert f"<dt>{label}</dt><dd><bdi>{before} → {after}</bdi></dd>" in unescape(page)

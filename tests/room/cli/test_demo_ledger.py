"""The demonstration's ledger: the facts of the public record, each with its source, for everybody to read."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cauce import demo
from cauce.demo.ledger import FILE
from cauce.governments import desk
from cauce.governments.intray import TRAYS
from cauce.governments.models import Item, Keeping
from cauce.ledger import answer, canonical, read_questions, read_record
from tests.library.ledgers import plain

AT = datetime(2024, 1, 12, 9, tzinfo=UTC)
MOST_WORDS = 12


def _facts() -> dict[str, Any]:
    return read_record(FILE.read_text(encoding="utf-8"), FILE.name)


def test_every_entry_rests_on_a_source_that_can_be_found() -> None:
    facts = _facts()
    names = {source["id"] for source in facts["sources"]}
    accounts = [account for entry in facts["entries"] for account in entry["accounts"]]
    assert {account["source"] for account in accounts} <= names
    assert all(source["title"] and source.get("outlet") for source in facts["sources"])


def test_it_holds_no_text_of_a_source() -> None:
    said = [
        value
        for entry in _facts()["entries"]
        for account in entry["accounts"]
        for value in (account.get("values") or {}).values()
        if isinstance(value, str)
    ]
    assert said
    assert [text for text in said if len(text.split()) > MOST_WORDS] == []


@pytest.mark.django_db
def test_everybody_may_read_it_as_it_was_loaded() -> None:
    demo.make(at=AT, families=0)
    assert set(Keeping.objects.values_list("state", flat=True)) == {"public"}
    assert desk.ledger(public=True).data == desk.ledger(public=False).data == canonical(_facts())


@pytest.mark.django_db
@pytest.mark.skipif(not os.environ.get("CAUCE_EXAMPLES"), reason="CAUCE_EXAMPLES is not set")
def test_it_answers_as_the_record_that_it_was_written_from() -> None:
    demo.make(at=AT, families=0)
    text = (Path(os.environ["CAUCE_EXAMPLES"]) / "cooperation" / "record-questions.json").read_text(
        encoding="utf-8"
    )
    book = desk.ledger(public=True)
    asked = read_questions(text, "questions", book)
    found = json.loads(json.dumps({name: answer(book, ask) for name, ask in asked.items()}))
    assert len(found) == 16
    assert {name: plain(value) for name, value in found.items()} == {
        q["id"]: plain(q["answer"]) for q in json.loads(text)["questions"]
    }


@pytest.mark.django_db
def test_the_desk_shows_work_in_its_trays_and_leaves_some_undone_on_purpose() -> None:
    demo.make(at=AT, families=0)
    full = {tray.key: tray.all_rows().count() for tray in TRAYS}
    # Nothing on record ends a request or a promise: no closing waits to be verified.
    assert {key for key, rows in full.items() if not rows} == {"ledger-to-verify"}
    owned = Keeping.objects.exclude(owner=None).count()
    assert owned > full["ledger-without-owner"] > 0
    assert Item.objects.filter(entry__date__gt="2024-01-12").count() == 0

"""The reading desk: nothing is written before a person accepts, and a decision can be taken back that day."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.governments import shelves
from cauce.governments.actions import load_ledger
from cauce.governments.drafts import actions, cards
from cauce.governments.drafts.models import DraftEntry
from cauce.governments.drafts.writing import Accepted
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments import a_record

TEXT = (
    "Kenya asked Malta for two boats on 3 March 2024. "
    "Kenyan President Ana Ruiz met with Prime Minister Tom Reed of Malta in June. "
    "Malta pledged 5 million euros to Kenya. Critics say the policy has lost its way."
)


@pytest.fixture
def luis(db):
    cast = people.enter()
    load_ledger(record=a_record(), by=Actor.IMPORT, at=AT)
    return cast.luis


def read(luis, text=TEXT, form_id=None, language="en"):
    return actions.read_text(
        title="Two boats", outlet="The Harbour Post", published="2024-03-20", language=language, text=text,
        form_id=form_id or uuid4(), by=luis, at=AT,
    )  # fmt: skip


def draft(kind):
    return next(d for d in DraftEntry.objects.order_by("number") if d.read["kind"] == kind)


def said(**more):
    return Accepted(
        **{"title": "Two boats", "act": "filed", "giver": "The North", "receiver": "The South"}
        | more
    )


def accept(luis, kind, **more):
    return actions.accept_draft(draft=draft(kind).pk, said=said(**more), by=luis, at=AT)


def entry_of(name):
    return next(e for e in shelves.whole()["entries"] if e["id"] == name)


def test_reading_writes_nothing_into_the_ledger(luis):
    before = shelves.whole()
    read(luis)
    assert shelves.whole() == before
    assert {d.read["kind"] for d in DraftEntry.objects.all()} >= {
        "request",
        "contact",
        "commitment",
    }


def test_the_same_form_is_one_text(luis):
    form_id = uuid4()
    read(luis, form_id=form_id)
    count = DraftEntry.objects.count()
    read(luis, form_id=form_id)
    assert DraftEntry.objects.count() == count


@pytest.mark.parametrize(
    "text",
    ["", "<html><body><p>hello</p></body></html>", "The minister met. " * 20_000, '{"text": "x"}',
     "Die Ministerin hat gestern mit dem Botschafter gesprochen und dann nichts gesagt."],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_refused_with_a_sentence(luis, text):
    with pytest.raises(Refused):
        read(luis, text, language="")
    assert not DraftEntry.objects.exists()


def test_an_accepted_draft_is_an_entry_that_rests_on_the_text(luis):
    text = read(luis)
    name = accept(luis, "request", day="2024-03-03", said_by="Ana Ruiz")
    entry = entry_of(name)
    (account,) = entry["accounts"]
    assert (entry["kind"], entry["date"], account["source"]) == (
        "request",
        "2024-03-03",
        f"read-{text.hex}",
    )
    assert [(act["act"], act["by"]) for act in entry["acts"]] == [("filed", "north")]
    assert account["spoken_by"] == "ana-ruiz"
    assert "asked" not in str(shelves.whole()["sources"])


def test_a_sum_keeps_its_nature_and_its_amount(luis):
    read(luis)
    entry = entry_of(
        accept(luis, "commitment", act="pledged", giver="The South", receiver="The North")
    )
    assert (entry["kind"], entry["nature"], entry["amount"]["value"]) == (
        "commitment",
        "new",
        5_000_000,
    )


def test_an_account_joins_an_entry_that_is_there(luis):
    text = read(luis)
    accept(luis, "contact", act="held", day="2023-06-13", year_confirmed=True, same_as="call")
    accounts = entry_of("call")["accounts"]
    assert [a["source"] for a in accounts] == ["readout", f"read-{text.hex}"]
    assert accounts[1]["values"]["date"] == "2023-06-13"


def test_a_guessed_year_must_be_confirmed(luis):
    read(luis)
    assert draft("contact").guessed
    with pytest.raises(Refused, match="guessed"):
        accept(luis, "contact", act="held", day="2023-06")
    accept(luis, "contact", act="held", day="2022-06", year_confirmed=True)


@pytest.mark.parametrize(
    ("words", "why"),
    [({"title": " "}, "few words"), ({"giver": ""}, "who acts"), ({"receiver": "The North"}, "different"),
     ({"same_as": "nothing"}, "not in the ledger")],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_and_nothing_is(luis, words, why):
    read(luis)
    before = shelves.whole()
    with pytest.raises(Refused, match=why):
        accept(luis, "request", **words)
    assert shelves.whole() == before
    assert draft("request").state == "waiting"


def test_a_rejection_keeps_its_reason_and_measures_the_reader(luis):
    read(luis)
    accept(luis, "request", day="2024-03-03")
    actions.reject_draft(draft=draft("commitment").pk, reason="repetition", by=luis, at=AT)
    found = cards.figures()
    assert (found["accepted"], found["rejected"], [n for _why, n in found["reasons"]]) == (
        1,
        1,
        [1],
    )
    with pytest.raises(Refused):
        actions.reject_draft(draft=draft("contact").pk, reason="tired", by=luis, at=AT)


def test_a_draft_is_decided_once(luis):
    read(luis)
    accept(luis, "request", day="2024-03-03")
    with pytest.raises(Refused, match="already"):
        accept(luis, "request", day="2024-03-03")


def test_a_decision_is_taken_back_the_same_day_and_can_be_made_again(luis):
    read(luis)
    name = accept(luis, "request", day="2024-03-03")
    actions.undo_draft(draft=draft("request").pk, by=luis, at=AT)
    (account,) = entry_of(name)["accounts"]
    note = next(s for s in shelves.whole()["sources"] if s["id"] == account["source"])
    assert note["retracted"] == AT.date().isoformat()
    assert accept(luis, "request", day="2024-03-04") == name
    assert entry_of(name)["date"] == "2024-03-04"
    with pytest.raises(Refused, match="own day"):
        actions.undo_draft(draft=draft("request").pk, by=luis, at=AT + timedelta(days=1))


def test_a_passage_that_the_reader_missed_becomes_a_card(luis):
    text = read(luis)
    start = TEXT.index("Critics")
    made = actions.add_draft(
        text=text, kind="statement", act="criticised", start=start, end=len(TEXT), by=luis, at=AT
    )
    assert DraftEntry.objects.get(pk=made).by_hand
    with pytest.raises(Refused):
        actions.add_draft(text=text, kind="statement", act="said", start=1, end=5, by=luis, at=AT)

"""A brief is frozen, acknowledged item by item; a request lapses unless the incoming side goes on with it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.governments import desk
from cauce.governments.actions import load_ledger
from cauce.governments.briefs import actions, freezing
from cauce.governments.briefs.intray import BRIEFS
from cauce.governments.briefs.models import Brief, BriefItem
from cauce.governments.keeping.actions import publish
from cauce.ledger import answer
from cauce.office import trays
from tests.house.calls import AT
from tests.house.calls.briefs import COMES, FREEZE, GOES, a_handover

pytestmark = pytest.mark.django_db
ASKING = "we_wait_on_them/asking"


@pytest.fixture
def luis(cast: Any) -> Any:
    load_ledger(record=a_handover(), by=Actor.IMPORT, at=AT)
    return cast.luis


def _freeze(by: Any, at: Any = AT, **other: Any) -> Brief:
    return actions.freeze_brief(**{**FREEZE, **other}, by=by, at=at)


def _acknowledge(brief: Brief, by: Any, *keys: str, person: str = COMES, at: Any = AT) -> None:
    actions.acknowledge_items(brief=brief, keys=keys, person=person, by=by, at=at)


def test_a_brief_holds_what_the_shell_answers_for_that_day(luis: Any) -> None:
    brief = _freeze(luis)
    ask = {"op": "handover_brief", "as_of": FREEZE["day"], "side": "south", "office": "chair"}
    told = answer(desk.ledger(public=False), ask)
    kept = [item.content for item in brief.items.order_by("position")]
    waits = [item["about"] for item in kept if item["section"] == "we_wait_on_them"]
    assert waits == told["we_wait_on_them"] == ["asking"]
    assert (brief.goes_id, brief.comes_id, brief.changes_on) == (GOES, COMES, "2024-01-10")
    assert brief.revision == 1


def test_what_was_frozen_stays_whatever_the_ledger_says_later(luis: Any) -> None:
    brief = _freeze(luis)
    before = [item.content for item in brief.items.order_by("position")]
    changed = a_handover()
    changed["entries"][0]["title"] = "Another title"
    load_ledger(record=changed, by=Actor.IMPORT, at=AT)
    kept = [item.content for item in brief.items.order_by("position")]
    assert kept == before
    event = Event.objects.get(verb="governments.freeze_brief")
    assert event.body["digest"] == freezing.digest(kept)
    assert "Another" not in json.dumps(kept)


def test_an_event_of_a_brief_holds_no_words(luis: Any) -> None:
    brief = _freeze(luis)
    _acknowledge(brief, luis, ASKING)
    for event in Event.objects.filter(
        verb__in=("governments.freeze_brief", "governments.acknowledge_items")
    ):
        assert set(event.body) <= {"items", "digest"}
        assert event.reason == str(brief.pk)


def test_a_brief_for_the_incoming_side_rests_on_published_entries_alone(luis: Any) -> None:
    with pytest.raises(Refused, match=r"[Nn]othing|[Nn]ada"):
        _freeze(luis, audience=Brief.Audience.INCOMING)
    publish(entries=["call"], by=luis, at=AT)
    brief = _freeze(luis, audience=Brief.Audience.INCOMING)
    assert [item.key for item in brief.items.all()] == ["last_contact/head"]


def test_a_later_brief_takes_the_place_of_the_former(luis: Any) -> None:
    first = _freeze(luis)
    second = _freeze(luis)
    first.refresh_from_db()
    assert (first.state, second.state, second.revision) == ("superseded", "frozen", 2)
    with pytest.raises(Refused, match=r"later brief|posterior"):
        _acknowledge(first, luis, ASKING)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"day": AT.date() + timedelta(days=2)}, "day that has come|día que ya"),
        ({"office": "desk"}, "none of that side|no es de esa parte"),
        ({"office": "moon"}, "register knows|registro conoce"),
        ({"day": date(2020, 1, 1)}, "[Nn]othing is known|Nada"),
    ],
)
def test_a_brief_that_would_be_wrong_is_refused(luis: Any, other: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        _freeze(luis, **other)
    assert not Brief.objects.exists()


def test_only_the_incoming_side_acknowledges(luis: Any) -> None:
    brief = _freeze(luis)
    for outsider in (GOES, "north", "nobody"):
        with pytest.raises(Refused, match=r"incoming side|parte entrante"):
            _acknowledge(brief, luis, ASKING, person=outsider)
    _acknowledge(brief, luis, ASKING)
    item = brief.items.get(key=ASKING)
    assert (item.state, item.acknowledged_by_id, item.recorded_by) == ("acknowledged", COMES, luis)
    assert item.acknowledged_at == AT


def test_all_ticked_items_are_acknowledged_or_none(luis: Any) -> None:
    brief = _freeze(luis)
    _acknowledge(brief, luis, ASKING)
    for keys in ([ASKING, "last_contact/head"], ["moon"], []):
        with pytest.raises(Refused, match=r"Tick items that wait|Marque"):
            _acknowledge(brief, luis, *keys)
    assert brief.items.filter(state="waiting").count() == brief.items.count() - 1


def test_a_brief_is_acknowledged_with_its_last_item(luis: Any) -> None:
    brief = _freeze(luis)
    keys = list(brief.items.values_list("key", flat=True))
    _acknowledge(brief, luis, *keys[1:])
    brief.refresh_from_db()
    assert brief.state == "frozen"
    _acknowledge(brief, luis, keys[0])
    brief.refresh_from_db()
    assert brief.state == "acknowledged"


def _carry(
    item: BriefItem, by: Any, *, at: Any = AT, words: str = "a note", who: str = COMES
) -> None:
    actions.carry_over(item=item, person=who, words=words, by=by, at=at)


def _standing(day: date) -> Any:
    [found] = desk.ask(desk.ledger(public=False), "open_requests", as_of=day)
    return found["carried_over"]


def test_a_request_is_carried_over_by_an_act_that_the_ledger_knows(luis: Any) -> None:
    brief = _freeze(luis)
    item = brief.items.get(key=ASKING)
    _acknowledge(brief, luis, ASKING)
    assert _standing(AT.date()) == "no"
    _carry(item, luis)
    item.refresh_from_db()
    assert (item.state, item.carried_by_id, item.carried_on) == ("carried_over", COMES, AT.date())
    assert _standing(AT.date()) == "yes"
    # The act rests on the desk's own note of that day: nobody knew it before.
    book = desk.ledger(public=False)
    before = desk.ask(
        book, "open_requests", known_on=AT.date() - timedelta(days=1), as_of=AT.date()
    )
    assert before[0]["carried_over"] == "no"
    with pytest.raises(Refused, match=r"and once|una sola vez"):
        _carry(item, luis)


def test_nobody_carries_over_for_the_incoming_side(luis: Any) -> None:
    brief = _freeze(luis)
    item, call = brief.items.get(key=ASKING), brief.items.get(key="last_contact/head")
    with pytest.raises(Refused, match=r"has acknowledged|haya acusado"):
        _carry(item, luis)
    _acknowledge(brief, luis, ASKING, call.key)
    for wrong, sentence in (
        ({"who": GOES}, r"incoming side|parte entrante"),
        ({"words": " "}, r"how the incoming|cómo"),
    ):
        with pytest.raises(Refused, match=sentence):
            _carry(item, luis, **wrong)
    with pytest.raises(Refused, match=r"Only a request|Solo una solicitud"):
        _carry(call, luis)
    item.refresh_from_db()
    assert item.state == "acknowledged"
    assert _standing(AT.date()) == "no"


def test_nothing_is_carried_over_before_the_term_is_over(cast: Any) -> None:
    load_ledger(record=a_handover(last_day=AT.date()), by=Actor.IMPORT, at=AT)
    brief = _freeze(cast.luis)
    _acknowledge(brief, cast.luis, ASKING)
    item = brief.items.get(key=ASKING)
    with pytest.raises(Refused, match=r"term is not over|mandato no ha"):
        _carry(item, cast.luis)
    _carry(item, cast.luis, at=AT + timedelta(days=1))


def test_only_the_desk_writes_briefs(luis: Any, cast: Any) -> None:
    with pytest.raises(Refused):
        _freeze(cast.dina)
    brief = _freeze(luis)
    with pytest.raises(Refused):
        _acknowledge(brief, cast.dina, ASKING)


def test_the_database_knows_that_an_acknowledgement_names_somebody(luis: Any) -> None:
    brief = _freeze(luis)
    for wrong in ({"state": "acknowledged"}, {"acknowledged_at": AT}, {"carried_on": AT.date()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            brief.items.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Brief.objects.filter(pk=_freeze(luis, audience="desk").pk).update(revision=1)


def test_a_brief_that_waits_stands_in_its_tray_with_its_days(luis: Any) -> None:
    brief = _freeze(luis)
    [row] = trays.listed(BRIEFS, BRIEFS.rows(luis), most=5)
    assert (row.pk, row.waits_since, row.waits_until) == (brief.pk, AT, brief.waits_until)

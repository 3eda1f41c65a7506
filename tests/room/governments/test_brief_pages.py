"""The pages of a brief: frozen, read in two languages, acknowledged, carried over, lapsed, changed since."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cauce.base import clock
from cauce.base.actors import Actor
from cauce.governments.actions import load_ledger
from cauce.governments.briefs import actions
from cauce.governments.briefs.models import Brief
from cauce.governments.entries.actions import retract_source
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.briefs import COMES, FREEZE, GOES, a_handover
from tests.library.ledgers import request as asking

pytestmark = pytest.mark.django_db
LIST = "/office/governments/briefs"
ITEM = "we_wait_on_them/asking"


@pytest.fixture
def desk(cast: Any) -> Client:
    load_ledger(record=a_handover(), by=Actor.IMPORT, at=AT)
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, cast.luis)
    return client


def _brief(cast: Any, **other: Any) -> Brief:
    return actions.freeze_brief(**{**FREEZE, **other}, by=cast.luis, at=AT)


def _page(client: Client, brief: Brief, query: str = "") -> str:
    answer = client.get(f"{LIST}/{brief.pk}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_brief_is_frozen_from_its_form(desk: Client) -> None:
    assert "No brief is frozen yet" in desk.get(LIST).content.decode()
    form = {"side": "south", "office": "chair", "audience": "desk", "day": "2024-01-12"}
    answer = desk.post(f"{LIST}/new", form, follow=True)
    assert "Frozen." in answer.content.decode()
    assert "Chair of the South" in answer.content.decode()
    row = Brief.objects.get()
    assert f"{LIST}/{row.pk}" in desk.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "soon"}, "Write a day like"),
        ({"side": "moon"}, "Choose one of the list."),
        ({"office": "desk"}, "none of that side"),
        ({"day": "2024-02-01"}, "a day that has come"),
        ({"audience": "incoming"}, "Nothing is known"),
    ],
)
def test_a_form_that_cannot_be_frozen_says_why(desk: Client, wrong: Any, sentence: str) -> None:
    form = {"side": "south", "office": "chair", "audience": "desk", "day": "2024-01-12"} | wrong
    answer = desk.post(f"{LIST}/new", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Brief.objects.exists()


def test_a_brief_is_read_in_spanish_and_english_whatever_the_page_speaks(
    desk: Client, cast: Any
) -> None:
    brief = _brief(cast)
    spanish, english = _page(desk, brief, "?in=es"), _page(desk, brief, "?in=en")
    assert '<article class="brief" lang="es">' in spanish
    assert '<article class="brief" lang="en">' in english
    assert "Acknowledged by" in english
    assert "Acknowledged by" not in spanish
    # The items are the ledger's own; both languages have the same ones.
    for item in brief.items.all():
        assert item.content["title"] in spanish
        assert item.content["title"] in english


def test_what_is_ticked_is_acknowledged_by_somebody_of_the_incoming_side(
    desk: Client, cast: Any
) -> None:
    brief = _brief(cast)
    page = _page(desk, brief)
    assert f'<option value="{COMES}"' in page
    assert f'<option value="{GOES}"' not in page
    answer = desk.post(
        f"{LIST}/{brief.pk}/acknowledge", {"item": [ITEM], "person": COMES}, follow=True
    )
    assert "took note" in answer.content.decode()
    assert brief.items.get(key=ITEM).acknowledged_by_id == COMES


def test_a_refused_acknowledgement_keeps_what_was_ticked(desk: Client, cast: Any) -> None:
    brief = _brief(cast)
    answer = desk.post(f"{LIST}/{brief.pk}/acknowledge", {"item": [ITEM], "person": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose somebody who holds an office" in text
    assert f'value="{ITEM}" checked' in text


def test_a_request_lapses_unless_it_is_carried_over(desk: Client, cast: Any) -> None:
    brief = _brief(cast)
    assert "lapsed with the term" in _page(desk, brief, "?in=en")
    actions.acknowledge_items(brief=brief, keys=[ITEM], person=COMES, by=cast.luis, at=AT)
    number = brief.items.get(key=ITEM).position
    path = f"{LIST}/{brief.pk}/carry/{number}"
    wrong = desk.post(path, {"person": COMES, "words": "", "number": number})
    assert wrong.status_code == 422
    assert "Say how the incoming side" in wrong.content.decode()
    desk.post(path, {"person": COMES, "words": "They wrote so."})
    page = _page(desk, brief, "?in=en")
    assert "lapsed with the term" not in page
    assert "carried over by South New" in page


def test_before_the_term_is_over_nothing_lapses(desk: Client, cast: Any) -> None:
    load_ledger(record=a_handover(last_day=clock.today()), by=Actor.IMPORT, at=AT)
    assert "lapsed with the term" not in _page(desk, _brief(cast), "?in=en")


def test_a_brief_says_that_a_source_of_it_was_taken_back(desk: Client, cast: Any) -> None:
    brief = _brief(cast)
    assert "taken back" not in _page(desk, brief, "?in=en")
    frozen = list(brief.items.order_by("position").values_list("content", flat=True))
    retract_source(source="late", why="it was wrong", by=cast.luis, at=AT)
    assert "It stands: others say it too." in _page(desk, brief, "?in=en")
    retract_source(source="early", why="it was wrong", by=cast.luis, at=AT)
    page = _page(desk, brief, "?in=en")
    assert list(brief.items.order_by("position").values_list("content", flat=True)) == frozen
    assert all(f">{content['title']}<" in page for content in frozen)
    assert "It falls: nothing else says it." in page
    assert "It stands: others say it too." not in page
    assert "A source of this was taken back" in page
    assert "Changed since" in page
    assert "No longer there:" in page


def test_what_changed_since_stands_under_the_brief(desk: Client, cast: Any) -> None:
    brief = _brief(cast)
    assert "Nothing but the days that have passed." in _page(desk, brief)
    more = asking("another", [("filed", "2021-01-05", "early")], title="A second wish")
    more["parties"] = a_handover()["entries"][0]["parties"]
    load_ledger(record=a_handover() | {"entries": [more]}, by=Actor.IMPORT, at=AT)
    page = _page(desk, brief)
    assert "New:" in page
    assert page.count("A second wish") == 1


def test_a_director_reads_a_brief_and_writes_nothing_in_it(desk: Client, cast: Any) -> None:
    brief = _brief(cast)
    people.sign_in(desk, cast.dina)
    page = _page(desk, brief)
    assert "<button form=" not in page
    assert desk.post(f"{LIST}/{brief.pk}/acknowledge", {}).status_code == 403
    assert desk.get(f"{LIST}/new").status_code == 403
    assert "Freeze a handover brief" not in desk.get(LIST).content.decode()


def test_a_brief_that_gave_way_says_so_and_takes_no_more_notes(desk: Client, cast: Any) -> None:
    first = _brief(cast)
    actions.freeze_brief(**FREEZE, by=cast.luis, at=AT + timedelta(hours=1))
    page = _page(desk, first)
    assert "A later brief took the place" in page
    assert "<button form=" not in page

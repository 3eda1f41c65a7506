"""The desk's pages of work: a call logged in one form, steps, closing, verifying; refusals say why."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cauce.governments.models import Item, Source, Step
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments_work import a_step, answered, desk

LOG = "/office/governments/log"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def house(db: None) -> Any:
    """The desk, and a browser for each of its officers and the director."""
    made = desk()
    made.at = {}
    for who in (made.luis, made.lucia, made.dina):
        made.at[who.username] = Client(headers=ENGLISH)
        people.sign_in(made.at[who.username], who)
    return made


def _filled(**other: Any) -> dict[str, Any]:
    plain = {
        "form_id": uuid4(), "called": "south", "caller": "north", "day": "2024-01-12",
        "mode": "phone", "title": "The lists", "state": "held", "what": "Send the list",
        "next_date": "2024-01-19", "words": "", "level": "",
    }  # fmt: skip
    return plain | other


def _stamp(page: Any) -> str:
    found = re.search(r'name="stamp" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def test_a_call_is_logged_with_its_step_and_undone(house: Any) -> None:
    luis = house.at["luis"]
    page = luis.get(LOG).content.decode()
    assert 'value="2024-01-12"' in page  # today is written already
    said = _filled()
    for _ in range(2):
        answer = luis.post(LOG, said)
        assert (answer.status_code, answer["Location"]) == (302, f"{LOG}?done=logged#main")
    assert (Step.objects.get().what, Step.objects.get().owner) == ("Send the list", house.luis)
    page = luis.get(LOG, {"done": "logged"}).content.decode()
    assert "Written today" in page
    assert "The lists" in page
    answer = luis.post(f"{LOG}/{said['form_id']}/undo")
    assert answer["Location"] == f"{LOG}?done=undone#main"
    assert "Written today" not in luis.get(LOG).content.decode()
    assert Source.objects.exclude(retracted="").count() == 1
    assert luis.post(f"{LOG}/{said['form_id']}/undo").status_code == 422


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"day": "last week"}, "This is no date. Write it like 2024-01-12"),
        ({"called": ""}, "Choose with whom."),
        ({"called": "north"}, "Choose two different sides."),
        ({"title": ""}, "Say in a few words what it was about."),
        ({"next_date": ""}, "Say by when this is done."),
        ({"what": ""}, "Say what is done by that day."),
        ({"next_date": "2023-01-01"}, "That day is past"),
        ({"next_date": "soon"}, "This is not a day."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    house: Any, other: Any, sentence: str
) -> None:
    answer = house.at["luis"].post(LOG, _filled(words="They will write.", **other))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "They will write." in page
    assert Step.objects.count() == 0


def test_a_step_is_planned_moved_finished_and_verified_from_its_page(house: Any) -> None:
    luis, lucia = house.at["luis"], house.at["lucia"]
    plan = "/office/governments/do/step/asked"
    said = {"form_id": uuid4(), "what": "Call", "owner": house.luis.pk, "day": "2024-01-20"}
    assert luis.post(plan, said | {"what": ""}).status_code == 422
    assert luis.post(plan, said).status_code == 302
    step = Step.objects.get()
    address = f"/office/governments/steps/{step.pk}"
    moved = {
        "owner": house.lucia.pk,
        "day": "2024-01-21",
        "stamp": _stamp(luis.get(f"{address}/move")),
    }
    assert luis.post(f"{address}/move", moved).status_code == 302
    ended = {"why": "They write.", "stamp": _stamp(lucia.get(f"{address}/finish"))}
    assert lucia.post(f"{address}/finish", ended).status_code == 302
    assert luis.post(f"{address}/drop", ended).status_code == 422  # moved meanwhile
    assert lucia.post(f"{address}/verify").status_code == 422
    assert luis.post(f"{address}/verify").status_code == 302
    step.refresh_from_db()
    assert (step.state, step.owner, step.second) == ("closed", house.lucia, house.luis)
    page = luis.get("/office/governments/tasks/asked").content.decode()
    assert "Finished: said by Lucia, verified by Luis." in page


def test_an_item_is_closed_on_evidence_and_the_director_verifies(house: Any) -> None:
    luis, dina = house.at["luis"], house.at["dina"]
    close = "/office/governments/do/close/asked"
    assert luis.post(close, {"why": "Yes.", "stamp": _stamp(luis.get(close))}).status_code == 422
    account = answered(house)
    page = luis.get(close)
    assert "2024-01-11" in page.content.decode()
    said = {"account": account, "why": "They said yes.", "stamp": _stamp(page)}
    assert luis.post(close, said).status_code == 302
    work = "/office/governments/tasks/asked"
    assert "It is finished indeed" not in luis.get(work).content.decode()
    assert "It is finished indeed" in dina.get(work).content.decode()
    back = "/office/governments/do/send-back/asked"
    assert dina.post(back, {"why": "", "stamp": _stamp(dina.get(back))}).status_code == 422
    assert dina.post("/office/governments/do/verify/asked").status_code == 302
    assert Item.objects.get().state == "closed"
    assert luis.get("/office/governments/tasks/none").status_code == 404
    assert luis.get("/office/governments/do/close/none").status_code == 404


def test_the_trays_of_the_desk_lead_to_the_pages_of_work(house: Any) -> None:
    a_step(house)
    luis = house.at["luis"]
    for tray in ("ledger-without-owner", "ledger-steps"):
        page = luis.get(f"/office/trays/{tray}").content.decode()
        assert '/office/governments/tasks/asked"' in page
    assert "Help" in luis.get("/office/trays/ledger-without-owner").content.decode()
    for who in ("luis", "dina"):
        page = house.at[who].get("/office/governments/requests/asked").content.decode()
        assert '/office/governments/tasks/asked"' in page
    assert house.at["dina"].get("/office/trays/ledger-steps").status_code == 404
    assert AT.date().isoformat() == "2024-01-12"

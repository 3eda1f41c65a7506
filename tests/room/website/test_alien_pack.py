"""Another country's pack, with other facts, lists and languages: the same pages, with no code changed."""

from pathlib import Path
from typing import Any

import pytest

from cauce.eligibility import case_from, screen
from cauce.website.pages import pack
from tests.journeys import robot
from tests.room.website.conftest import Visitor, path_of

pytestmark = pytest.mark.once

ALIEN = Path(__file__).parents[2] / "packs" / "alien"
KEYS = ("eligible", "undetermined", "not_eligible", "closed")
CASE = {
    "id": "keeper",
    "on": "2024-05-01",
    "household": {"lamp.oil_paid": True},
    "persons": [
        {
            "place": "keeper",
            "born": "1980-03",
            "rock": "gull",
            "lenses": ["first"],
            "nights": 40,
            "last_wreck": "never",
            "afraid_of_the_sea": False,
            "tickets": [{"rock": "gull", "valid_to": "2025-01-01"}],
            "mentors": [{"rank": "master", "sworn_on": "2001", "rock": "gull"}],
        },
        {
            "place": "mate",
            "born": "1985",
            "rock": "gull",
            "lenses": [],
            "nights": 0,
            "last_wreck": "2023-02-03",
            "afraid_of_the_sea": True,
            "tickets": [],
            "mentors": [],
        },
    ],
}


@pytest.fixture(autouse=True)
def _alien(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUCE_PACK", str(ALIEN))


def _words(html: str) -> dict[str, str]:
    sections = [part.split('"', 1)[0] for part in html.split('<section class="way ')[1:]]
    names = [part.split('"', 1)[0] for part in html.split('id="way-')[1:]]
    return dict(zip(names, sections, strict=True))


def _answered(visitor: Visitor, case: dict[str, Any], lang: str) -> robot.Robot:
    hand = robot.Robot(pack(), case, lang)
    year, month, day = case["on"].split("-")
    visitor.begin(others=("mate",), day="own", d=day, m=month, y=year)
    while visitor.answers().now is not None:
        address = visitor.now()
        page = visitor.page(address)
        assert hand.fact(page).asked == "public"
        answer = visitor.answer(address, page.hidden["form"], **hand.answer(page))
        assert answer.status_code == 302, answer.content.decode()
    assert path_of(answer) == "/could-i/result"
    return hand


def test_the_pages_ask_and_answer_by_another_pack(visitor: Visitor) -> None:
    _answered(visitor, CASE, "en")
    html = visitor.get("/could-i/result").content.decode()
    expected = screen(pack(), case_from(pack(), CASE))
    assert _words(html) == {name: key for key in KEYS for name in expected[key]}
    assert len(_words(html)) == 3
    assert visitor.get("/could-i/result/2").status_code == 200
    assert visitor.get("/could-i/answers").status_code == 200


def test_nothing_known_leads_to_an_answer_too(visitor: Visitor) -> None:
    visitor.begin(others=("-unknown",))
    while visitor.answers().now is not None:
        assert visitor.unknown(visitor.now()).status_code == 302
    asked = {pack().facts[ref.fact].asked for ref in visitor.answers().steps}
    assert asked == {"public"}
    assert visitor.get("/could-i/result").status_code == 200


def test_a_language_that_the_pack_lacks_falls_back_openly(db: None) -> None:
    reader = Visitor("es")
    reader.begin()
    html = reader.get("/could-i/1").content.decode()
    assert '<html lang="es"' in html
    assert '<span lang="pt">' in html
    assert "todavía no en Español" in html


def test_nobody_answers_that_they_were_never_born(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page(visitor.reach(pack().relations.birth))
    assert page.controls["how"] == {"-unknown"}


def test_the_fields_of_a_list_have_their_names(visitor: Visitor) -> None:
    visitor.begin()
    listed = next(fact.name for fact in pack().facts.values() if fact.fields)
    assert "valid until" in visitor.get(visitor.reach(listed)).content.decode()


def test_its_pathways_are_shown(visitor: Visitor) -> None:
    html = visitor.get("/pathways").content.decode()
    for name in pack().pathways:
        assert f'href="/pathways/{name}?on=' in html
        assert visitor.get(f"/pathways/{name}").status_code == 200

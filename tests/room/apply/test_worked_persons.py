"""Worked persons apply by the pages; their stored screening says what the command line says."""

from typing import Any

import pytest

from cauce.applications.models import Screening
from cauce.eligibility import case_from, screen
from cauce.packs import pack
from tests.journeys import robot
from tests.journeys.test_worked_persons import without_interview, words_of
from tests.library.small import examples
from tests.room.apply.conftest import Family, applications, filled, path_of, wrong

pytestmark = pytest.mark.once

PERSONS = ("W01", "W08", "W13", "W20")


def _named(case: dict[str, Any], place: int) -> dict[str, str]:
    """A person's page: the robot knows them by their number."""
    rules = pack()
    person = case["persons"][place]
    birth = str(person.get(rules.facts[rules.relations.birth].key) or "")
    boxes = dict(zip("ymd", birth.split("-"), strict=False)) if "/" not in birth else {}
    relation = person.get(rules.facts[rules.relations.fact].key)
    named = {"given": f"Person {place + 1}", **boxes}
    return named | ({"relation": relation or "-unknown"} if place else {})


@pytest.mark.parametrize("name", PERSONS)
def test_the_file_says_what_the_command_line_says(family: Family, settings: Any, name: str) -> None:
    from datetime import date

    case = examples()[name]
    settings.OFFICE_DAY = date.fromisoformat(case["on"])
    hand = robot.Robot(pack(), case, "en")
    family.begin()
    family.agree()
    for place in range(len(case["persons"])):
        answer = family.name(_named(case, place))
        assert answer.status_code == 302, wrong(answer)
    family.post("/apply/contact", none="1")
    address = path_of(family.get("/apply/questions"))
    while address.startswith("/apply/questions/"):
        page = family.page(address)
        answer = family.post(address, **filled(page, hand.answer))
        assert answer.status_code == 302, ([hand.fact(one).name for _, one in page], wrong(answer))
        address = path_of(answer)
    family.send()
    (application,) = applications()
    (stored,) = Screening.objects.of(application=application)
    expected = screen(pack(), case_from(pack(), without_interview(pack(), case)))
    assert stored.outcomes == words_of(expected)
    assert len(stored.outcomes) == len(pack().pathways)
    assert stored.law == pack().law

"""Worked persons, answered by hand: by links from the start, at 360 px, without script."""

from typing import Any

import pytest

from cauce.eligibility import Pack, case_from, load_pack, screen
from cauce.packs import SHIPPED
from tests.journeys import robot, walk
from tests.journeys.conftest import PHONE, Opens
from tests.library.small import examples

KEYS = ("eligible", "undetermined", "not_eligible", "closed")
PERSONS = ("W08", "W13", "W20")


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return load_pack(SHIPPED.resolve())


def words_of(result: dict[str, Any]) -> dict[str, str]:
    """Each pathway's word."""
    return {name: key for key in KEYS for name in result[key]}


def words_on(page: Any) -> dict[str, str]:
    """Each pathway's word, as a page shows it."""
    found = page.eval_on_selector_all(
        "section.way", "all => all.map(one => [one.id.slice(4), one.className.split(' ')[1]])"
    )
    return dict(found)


def public(pack: Pack, record: dict[str, Any], of: str) -> dict[str, Any]:
    """A record without what the public pages may not ask."""
    hidden = {f.key for f in pack.facts.values() if f.of == of and f.asked != "public"}
    return {key: value for key, value in record.items() if key not in hidden}


def without_interview(pack: Pack, case: dict[str, Any]) -> dict[str, Any]:
    """The case, with what only an interview or the office may say left unknown."""
    return {
        "id": case["id"],
        "on": case["on"],
        "household": public(pack, case["household"], "household"),
        "persons": [public(pack, person, "person") for person in case["persons"]],
    }


def with_interview(pack: Pack, said: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """What was answered, with what an interview and the office then say."""
    persons = [
        {**{k: v for k, v in source.items() if k not in public(pack, source, "person")}, **known}
        for known, source in zip(said["persons"], case["persons"], strict=True)
    ]
    return {**said, "persons": persons}


@pytest.mark.parametrize("name", PERSONS)
def test_the_page_says_what_the_command_line_says(opens: Opens, pack: Pack, name: str) -> None:
    case = examples()[name]
    hand = robot.Robot(pack, case, "en")
    key = pack.facts[pack.relations.fact].key
    with opens(width=PHONE, script=False) as page:
        others = tuple(person[key] for person in case["persons"][1:])
        walk.start(page, others=others, day=case["on"])
        asked = 0
        while not walk.at_result(page):
            shown = robot.read(page.content())
            assert hand.fact(shown).asked == "public"
            walk.fill(page, hand.answer(shown))
            assert page.query_selector(".errors") is None, page.inner_text("main")
            asked += 1
        shown_words = words_on(page)
    expected = screen(pack, case_from(pack, without_interview(pack, case)))
    assert shown_words == words_of(expected)
    settled = screen(pack, case_from(pack, with_interview(pack, hand.said, case)))
    assert words_of(settled) == words_of(case["expected"])
    assert len(shown_words) == len(pack.pathways)
    assert 0 < asked < 45

"""What would settle the answer: every missing fact once, by what most pathways wait for."""

import re
from html import unescape
from typing import Any

import pytest

from cauce.applications.explaining import MemberWord, Missing, Pathway
from cauce.website.settling import Numbers, settling
from tests.room.website.conftest import Visitor

pytestmark = pytest.mark.once


def _missing(text: str, kind: str = "ask", about: str = "Ana") -> Missing:
    return Missing(kind=kind, fact=text, text=text, about=about)


def _way(name: str, *missing: Missing, **more: Any) -> Pathway:
    said = {"word": "undetermined", "tag": "", "line": "", "referral": ""}
    return Pathway(id=name, title=name, missing=missing, **said, **more)


def test_every_fact_stands_once_with_the_ways_that_wait_for_it() -> None:
    papers, fear = _missing("papers"), _missing("fear", "interview")
    table = _missing("table", "office", "")
    child = MemberWord(
        member=1, who="Bo", word="undetermined", tag="", missing=(_missing("papers", about="Bo"),)
    )
    ways = [
        _way("one", fear, table),
        _way("two", papers, fear, members=(child,)),
        _way("three", papers, fear, papers),
    ]
    found = settling(ways)
    told = [(one.number, one.item.text, one.item.about, [w.id for w in one.ways]) for one in found]
    assert told == [
        (1, "papers", "Ana", ["two", "three"]),
        (2, "papers", "Bo", ["two"]),
        (3, "fear", "Ana", ["one", "two", "three"]),
        (4, "table", "", ["one"]),
    ]
    assert Numbers(found)([fear, papers, papers]) == [1, 3]
    assert settling([]) == []


def test_could_i_names_a_missing_fact_once_and_says_how_many_ways_wait(visitor: Visitor) -> None:
    visitor.begin(others=("child",))
    html = visitor.get("/could-i/result").content.decode()
    listed = re.findall(r'<li id="settle-(\d+)">(.*?)</li>', html, re.S)
    assert [int(number) for number, _text in listed] == list(range(1, len(listed) + 1))
    facts = [re.sub(r"\s+", " ", text.split("<details>")[0].split("<p>")[0]) for _n, text in listed]
    bare = [re.sub(r'value="[0-9a-f]+"', "", text) for text in facts]
    assert len(set(bare)) == len(bare) > 20
    # The numbers within the ways lead to facts that are there.
    linked = set(re.findall(r'href="#settle-(\d+)"', html))
    assert linked == {number for number, _text in listed}
    assert f"{len(listed)} things can still change" in unescape(html)
    # Whatever a way rests on is folded, and there without script.
    assert html.count("<details><summary><h3>") == html.count('<section class="way ')

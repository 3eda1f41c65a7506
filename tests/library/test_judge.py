"""The engine says, word for word and fact for fact, what a second reading of the law says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cauce.eligibility import case_from, load_pack, screen
from tests.judge.compare import cells, differences
from tests.judge.generate import households, worked
from tests.judge.judge import judge

PACK = Path(__file__).parents[2] / "packs" / "americas"


@pytest.fixture(scope="module")
def pack():
    return load_pack(PACK)


@pytest.mark.parametrize("case", worked(), ids=lambda case: case["id"])
def test_judge_finds_what_was_worked_out_by_hand(case):
    assert cells(judge(case)) == cells(case["expected"])


@pytest.mark.parametrize("case", worked(), ids=lambda case: case["id"])
def test_engine_and_judge_agree_on_a_worked_person(pack, case):
    assert list(differences(screen(pack, case_from(pack, case)), judge(case))) == []


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_engine_and_judge_agree_on_a_hundred_households(pack, seed):
    found = [
        (case["id"], kind, who)
        for case in households(seed, 100)
        for kind, who in differences(screen(pack, case_from(pack, case)), judge(case))
    ]
    assert found == []


def test_same_seed_gives_the_same_households():
    assert list(households(7, 3)) == list(households(7, 3))


@pytest.mark.skipif(not os.environ.get("CAUCE_EXAMPLES"), reason="CAUCE_EXAMPLES is not set")
def test_pack_keeps_the_worked_persons_as_they_were_given():
    given = Path(os.environ["CAUCE_EXAMPLES"]) / "screening"
    for path in sorted(given.glob("W*.json")):
        kept = PACK / "examples" / "persons" / path.name
        assert json.loads(kept.read_text()) == json.loads(path.read_text())

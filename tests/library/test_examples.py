"""The pack's examples are read as they are meant, and notice when a rule changes."""

from collections import Counter
from datetime import date

import pytest

from bench.mutants import GOAL, reasons, run
from bench.mutations import mutants
from cauce.eligibility import load_pack
from cauce.eligibility.check import NEEDED, lacking
from cauce.eligibility.examplefiles import read_examples
from cauce.eligibility.examples import faults_of
from tests.library.commands import ALIEN, AMERICAS, alien_copy, replaced


@pytest.fixture(scope="module")
def shipped():
    pack = load_pack(AMERICAS)
    return pack, read_examples(pack)


def test_every_example_of_the_shipped_pack_is_right(shipped):
    pack, examples = shipped
    assert [str(fault) for example in examples for fault in faults_of(pack, example)] == []


def test_every_criterion_that_is_asked_has_three_kinds_of_example(shipped):
    pack, examples = shipped
    kinds = Counter((example.criterion, example.kind) for example in examples)
    asked = [c.id for c in pack.criteria.values() if c.unknown == "ask"]
    assert len(asked) > 130
    assert [id for id in asked for kind in NEEDED if not kinds[id, kind]] == []
    assert list(lacking(pack, examples)) == []


def test_names_are_unique_within_a_criterion(shipped):
    _, examples = shipped
    names = Counter((e.pathway, e.criterion, e.name) for e in examples if e.criterion)
    assert [name for name, number in names.items() if number > 1] == []


def test_an_example_is_its_base_with_one_thing_changed():
    found = {example.name: example for example in read_examples(load_pack(ALIEN))}
    known, unknown = found["forty nights"], found["nights not known"]
    changed = {
        key for key, value in known.case.persons[0].items() if unknown.case.persons[0][key] != value
    }
    assert changed == {"keeper.nights"}
    assert (known.case.on, known.word, known.because) == (date(2024, 5, 1), "eligible", frozenset())
    assert unknown.because == {"keeper.nights"}


def test_each_value_makes_an_example_of_its_own():
    found = [e for e in read_examples(load_pack(ALIEN)) if e.name.startswith("on another rock:")]
    rocks = {example.name: example.case.persons[0]["keeper.rock"] for example in found}
    assert rocks == {"on another rock: anvil": "anvil", "on another rock: mist": "mist"}


def test_a_wrong_example_is_told_with_its_file_line_and_name(tmp_path):
    file = "examples/criteria/oath.yaml"
    pack = load_pack(replaced(alien_copy(tmp_path), file, "2021-05-02", "2021-04-02"))
    faults = [str(f) for example in read_examples(pack) for f in faults_of(pack, example)]
    assert [fault.split(": ")[:2] for fault in faults] == [
        [f"alien/{file}:16:7", "sworn the day after"]
    ] * 2


@pytest.mark.parametrize("pathway", ["SMO-CO", "ES-LAB"])
def test_the_examples_notice_the_mutants_of_a_pathway(pathway):
    results = run(AMERICAS, frozenset([pathway]))
    alive = {result.name for result in results if not result.killed_by}
    assert len(results) > 30
    assert len(alive) <= len(results) * (1 - GOAL / 100)
    assert alive <= set(reasons())


def test_every_reason_is_of_a_mutant_that_there_is():
    names = [mutant.name for mutant in mutants(load_pack(AMERICAS))]
    assert len(names) == len(set(names)) > 2000
    assert set(reasons()) <= set(names)


def test_without_its_examples_a_rule_is_not_noticed(tmp_path):
    pack = alien_copy(tmp_path)
    (pack / "examples/criteria/oath.yaml").unlink()
    alive = [r.name for r in run(pack, frozenset(["OATH"])) if not r.killed_by]
    assert "OATH-3: <= → <" in alive
    assert "OATH-3: <= → <" not in [
        r.name for r in run(ALIEN, frozenset(["OATH"])) if not r.killed_by
    ]

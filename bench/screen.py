"""Explained persons and households a second, and the next question: `python -m bench.screen [--json]`.

One core, one run: the 60-criteria pack and the pack of 25 pathways, with closures and with the plain
interpreter, beside the same 60 criteria written by hand. "Explained" is, for each pathway, the word with
every failing criterion or every missing fact.
"""

import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bench import by_hand
from bench.by_hand_pathways import PATHWAYS
from bench.figures import Figure, seconds, show
from cauce.eligibility import Case, Outcome, Pack, ask, case_from, evaluate_all, load_pack
from cauce.eligibility.rules import Rules
from cauce.packs import default_pack

HERE = Path(__file__).parent
HOUSEHOLDS = 2_000
UNKNOWN = 0.10
SEED = 20240112
RELATIONS = ("spouse", "child", "child", "parent", "sibling", "other")


def main() -> None:
    """Measures and prints."""
    small, large = load_pack(HERE / "pack60"), load_pack(default_pack())
    households = benchmark_households(small, HOUSEHOLDS)
    agree(small, households[:400])
    figures = [by_hand_figure(households), *pack_figures("60 criteria", small, households)]
    figures += pack_figures("25 pathways", large, americas_households(large, 300))
    figures += question_figures(large)
    show(with_ratios(figures))


def benchmark_households(pack: Pack, count: int) -> list[Case]:
    """Households of mean size three, one fact in ten unknown."""
    dice = random.Random(SEED)
    return [_household(pack, dice, number) for number in range(count)]


def _household(pack: Pack, dice: random.Random, number: int) -> Case:
    size = dice.choice((1, 2, 3, 3, 4, 5))
    persons = []
    for index in range(size):
        person = {f.key: _value(pack, dice, f) for f in pack.facts.values() if f.of == "person"}
        relation = (
            "principal"
            if index == 0
            else dice.choice(("spouse", "child", "child", "parent", "sibling", "other"))
        )
        person[pack.facts[pack.relations.fact].key] = relation
        persons.append(person)
    household = {f.key: _value(pack, dice, f) for f in pack.facts.values() if f.of == "household"}
    return case_from(
        pack,
        {
            "id": str(number),
            "on": by_hand.ON.isoformat(),
            "household": household,
            "persons": persons,
        },
    )


def _value(pack: Pack, dice: random.Random, fact: Any) -> Any:
    if dice.random() < UNKNOWN:
        return None
    kind = fact.type.kind
    if kind == "bool":
        return dice.random() < 0.5
    if kind == "int":
        return dice.choice((0, 3, 8, 12, 20_000, 40_000, 60_000))
    if kind == "date":
        first = 1950 if "birth" in fact.key else 2005
        return date(dice.randint(first, 2023), dice.randint(1, 12), dice.randint(1, 28)).isoformat()
    return dice.choice(sorted(pack.codes[fact.type.codes]))


def americas_households(pack: Pack, count: int) -> list[Case]:
    """The worked persons of the pack on their own days, one fact in ten made unknown."""
    dice = random.Random(SEED)
    files = sorted((pack.folder / "examples" / "persons").glob("*.json"))
    cases = []
    for number in range(count):
        data = json.loads(files[number % len(files)].read_text())
        for person in data["persons"]:
            for key in list(person):
                if key != "relation_to_principal" and dice.random() < UNKNOWN:
                    person[key] = None
        cases.append(case_from(pack, {**data, "id": str(number)}))
    return cases


def explain_all(pack: Pack, cases: list[Case], plain: bool) -> Callable[[], int]:
    """Every person of every household as principal; gives the number of persons."""
    ready: dict[Any, Rules] = {}
    for case in cases:
        if case.on not in ready:
            ready[case.on] = Rules(pack, case.on, plain=plain)

    def work() -> int:
        count = 0
        for case in cases:
            rules = ready[case.on]
            for person in range(len(case.persons)):
                evaluate_all(pack, case, principal=person, rules=rules)
                count += 1
        return count

    return work


def pack_figures(label: str, pack: Pack, cases: list[Case]) -> list[Figure]:
    """Persons and households a second, closures and interpreter."""
    figures = []
    for name, plain in (("closures", False), ("interpreter", True)):
        chosen = cases if not plain else cases[: len(cases) // 4]
        work = explain_all(pack, chosen, plain)
        persons, spent = work(), seconds(work)
        goal = ">= 40,000" if label.startswith("60") and not plain else ""
        title = f"{label}, {name}"
        figures += [
            Figure(name=title, value=persons / spent, unit="explained persons/s", goal=goal),
            Figure(name=f"{title}, households", value=len(chosen) / spent, unit="households/s"),
        ]
    return figures


def by_hand_figure(cases: list[Case]) -> Figure:
    """The hand-written version over the same persons."""
    raw = [_raw(case) for case in cases]

    def work() -> None:
        for household, persons in raw:
            for person in persons:
                by_hand.explain(PATHWAYS, person, household, persons)

    persons = sum(len(case.persons) for case in cases)
    return Figure(
        name="60 criteria, by hand", value=persons / seconds(work), unit="explained persons/s"
    )


def _raw(case: Case) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    def plain(record: Any) -> dict[str, Any]:
        return {name.partition(".")[2]: value for name, value in record.items()}

    persons = [plain(person) for person in case.persons]
    return plain(case.household), persons


def agree(pack: Pack, cases: list[Case]) -> None:
    """The engine, its interpreter and the hand-written version say the same of every person.

    By hand a missing fact may be named that could no longer matter; the engine leaves it out.
    """
    for rules in (Rules(pack, by_hand.ON), Rules(pack, by_hand.ON, plain=True)):
        for case in cases:
            household, persons = _raw(case)
            for index, person in enumerate(persons):
                by = by_hand.explain(PATHWAYS, person, household, persons)
                for found in evaluate_all(pack, case, principal=index, rules=rules):
                    _agree(found, *by[found.pathway])


def _agree(found: Outcome, word: str, reasons: tuple[str, ...]) -> None:
    facts = {fact.partition(".")[2] for fact in found.facts}
    if (
        found.word != word
        or (found.criteria and found.criteria != reasons)
        or not facts <= set(reasons)
    ):
        raise SystemExit(f"{found} is not {word} {reasons}")


def question_figures(pack: Pack) -> list[Figure]:
    """The time to the next question, from an empty form to the end, for every worked person."""
    spent: list[float] = []
    counts: list[int] = []
    for file in sorted((pack.folder / "examples" / "persons").glob("*.json")):
        full = json.loads(file.read_text())
        dialogue(pack, full, [])
        counts.append(dialogue(pack, full, spent))
    return [
        Figure(
            name="next question, median",
            value=statistics.median(spent) * 1e3,
            unit="ms",
            goal="<= 1",
        ),
        Figure(
            name="next question, 90 %", value=sorted(spent)[int(len(spent) * 0.9)] * 1e3, unit="ms"
        ),
        Figure(
            name="questions in a dialogue, mean", value=statistics.mean(counts), unit="questions"
        ),
    ]


def dialogue(pack: Pack, full: Any, spent: list[float]) -> int:
    """Answers every question from the full form; gives the number of answers."""
    key = pack.facts[pack.relations.fact].key
    data: Any = {"id": full["id"], "on": full["on"], "household": {}}
    data["persons"] = [{key: person[key]} for person in full["persons"]]
    answered = 0
    while True:
        case = case_from(pack, data)
        start = time.perf_counter()
        questions = ask(pack, case).questions
        spent.append(time.perf_counter() - start)
        if not any(_answer(pack, question, full, data) for question in questions):
            return answered
        answered += 1


def _answer(pack: Pack, question: Any, full: Any, data: Any) -> bool:
    """Puts the full form's answer in; False where it has none either."""
    source, target = full["household"], data["household"]
    if question.person is not None:
        source, target = full["persons"][question.person], data["persons"][question.person]
    if question.relative is not None:
        rows = pack.facts[question.list_fact].key
        source, target = source[rows][question.relative], target[rows][question.relative]
    key = question.fact.key
    if source.get(key) is None or key in target:
        return False
    value = source[key]
    target[key] = [{} for _ in value] if question.fact.type.row else value
    return True


def with_ratios(figures: list[Figure]) -> list[Figure]:
    """Closures beside the interpreter, and beside the version written by hand."""
    by_name = {figure.name: figure for figure in figures}
    pairs = {
        "60 criteria, closures": "60 criteria, by hand",
        "60 criteria, interpreter": "60 criteria, closures",
        "25 pathways, interpreter": "25 pathways, closures",
    }
    return [
        replace(f, beside=pairs[f.name], ratio=f.value / by_name[pairs[f.name]].value)
        if f.name in pairs
        else f
        for f in figures
    ]


if __name__ == "__main__":
    main()

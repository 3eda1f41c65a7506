"""Who may see what: every address, asked by everybody who may come, held against a table."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.house import access_walk as walk
from tests.house.access_walk import METHODS, WHO, Office

pytestmark = pytest.mark.once
TABLE = Path(__file__).with_name("access_matrix.txt")
PERSONS = ("people_", "applications_", "cases_", "notices_", "privacy_", "base_subjectkey")
# Not of one office: whoever may at all, may for every office.
OF_ALL = {"partners", "notices:effect-again"}
DEEP = 3


@pytest.fixture
def offices(db: None, settings: Any, tmp_path: Path) -> tuple[Office, Office]:
    """Two offices with files of this test's own."""
    settings.CAUCE_KEY_FILE = settings.CAUCE_DATA / "master-keys"
    settings.CAUCE_DATA = tmp_path
    return walk.two_offices()


def table() -> dict[str, list[str]]:
    """What is expected: an address and a method, then a word for each of those who may come."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0].split() == list(WHO)
    rows = (line.split() for line in lines[1:])
    return {f"{name} {method}": words for name, method, *words in rows}


def test_every_address_answers_as_the_table_says(offices: tuple[Office, Office]) -> None:
    here, there = offices
    jars, ids = walk.clients(here, there), {**walk.others(), **here.ids}
    expected, faults = table(), []
    for row, words in walk.answers(here, jars, ids):
        if row not in expected:
            faults.append(f"{row} is not in {TABLE.name}: say there who may see it.")
            continue
        for who, said, answered in zip(WHO, expected.pop(row), words, strict=True):
            if said != answered:
                faults.append(f"{row}: {who} ought to get “{said}” and gets “{answered}”.")
    faults += [f"{row} is in {TABLE.name}, and no address is called so." for row in expected]
    assert faults == []


def test_the_governments_desk_is_let_in_nowhere_where_a_person_stands() -> None:
    liaison = {row: words[WHO.index("liaison")] for row, words in table().items()}
    rooms = ("office:file", "cases:", "notices:", "papers:", "office:search", "office:erasure")
    let_in = [row for row, word in liaison.items() if row.startswith(rooms) and word != "403"]
    assert let_in == []


def _of_records(office: Office) -> list[tuple[str, str, list[str]]]:
    """The addresses in which ids of an office's records stand: name, route, which."""
    found = []
    for each in walk.addresses():
        names = [n for n in walk.parameters(each.route) if n in office.ids]
        if names and not each.name.startswith(tuple(OF_ALL)):
            found.append((each.name, each.route, names))
    return found


def test_what_is_another_offices_is_as_if_it_were_not(offices: tuple[Office, Office]) -> None:
    here, there = offices
    jars, base = walk.clients(here, there), walk.others()
    nobodys, faults, asked = walk.stranger_ids(there.ids), [], 0
    for name, route, names in _of_records(there):
        # All ids of the other office; then one of them beside one's own.
        mixed = [set(names)] if len(names) == 1 else [set(names), *({n} for n in names)]
        for swapped in mixed:
            theirs = {n: there.ids[n] if n in swapped else here.ids[n] for n in names}
            none = {n: nobodys[n] if n in swapped else here.ids[n] for n in names}
            for who in ("family", "registrar", "interviewer", "protection", "supervisor"):
                for method in METHODS:
                    got = walk.ask(jars[who], method, walk.path_of(route, base | theirs))
                    ought = walk.ask(jars[who], method, walk.path_of(route, base | none))
                    asked += 1
                    if walk.same(got) != walk.same(ought):
                        faults.append(f"{name} {method} tells {who} of {sorted(swapped)}")
    assert faults == []
    assert asked > 300


def test_a_liaison_officer_comes_to_no_table_of_persons(offices: tuple[Office, Office]) -> None:
    here, there = offices
    jar = walk.clients(here, there)["liaison"]
    ids = walk.others() | here.ids
    paths = {walk.path_of(a.route, ids) for a in walk.addresses() if a.route.startswith("office")}
    touched: list[tuple[str, str]] = []
    current = ""

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if any(f'"{name}' in sql for name in PERSONS):
            touched.append((current, sql))
        return execute(sql, *rest)

    seen: set[str] = set()
    with connection.execute_wrapper(watch):
        for _round in range(DEEP + 1):
            paths -= seen
            found: set[str] = set()
            for current in sorted(paths):
                answer = walk.ask(jar, "GET", current)
                walk.ask(jar, "POST", current)
                found |= walk.links(answer)
            seen |= paths
            paths = found | {"/office"}
    assert {"/office", "/office/day-sheet", "/pathways"} <= seen
    # The key of the house proves each Event.
    assert [each for each in touched if "base_subjectkey" not in each[1]] == []


def test_somebody_who_is_nobody_any_more_is_let_in_nowhere(offices: tuple[Office, Office]) -> None:
    here, there = offices
    jars = walk.clients(here, there)
    officer = type(here.cast.rosa).objects.get(username="the-supervisor")
    officer.is_active = False
    officer.save()
    path = walk.path_of("office/files/<uuid:file_id>", dict(here.ids))
    assert walk.word(walk.ask(jars["supervisor"], "GET", path)) == "door"
    assert Client().get(path).status_code == 302

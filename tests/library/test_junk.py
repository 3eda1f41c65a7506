"""Junk in any place of a pack or a case is read or refused with sentences; nothing else can come of it."""

import copy
import json
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cauce.eligibility import ask, case_from, load_pack, screen
from cauce.eligibility.faults import Faults
from tests.library.small import (
    ALWAYS,
    FACTS,
    LONG,
    PACK,
    PARAMETERS,
    examples,
    the_americas,
    way,
    write,
)

HEAD = (
    ALWAYS
    + "\nthrough: kin\ntravel_with: [{relations: [kid], when: person.ok}]\nsources: []\nnotes: [x]"
)
RICH = way(
    "WAY",
    ("K-1", 'param("start", person.here) <= on', "from: 2020-01-01, as_of: filed"),
    ("K-2", "kin.legal", "scope: any_relative, after: K-1"),
    ("K-3", None, "unknown: refer"),
    head=HEAD,
)
FILES = {"way": RICH, "pack": PACK, "facts": FACTS, "parameters": PARAMETERS}
TOKEN = re.compile(r"[\w.\-]+")
TOKENS = [(name, match.span()) for name, text in FILES.items() for match in TOKEN.finditer(text)]
JUNK = [
    "3",
    "-1",
    "true",
    "null",
    "[]",
    "{}",
    "[[]]",
    "x",
    "none",
    "2023-02-31",
    '""',
    "{a: [b]}",
    "é",
]


def refused(folder, files):
    """The faults of a pack of these files; none where it reads."""
    ways = {name: files[name] for name in ("pack", "facts", "parameters")}
    try:
        load_pack(write(folder, files["way"], **ways))
    except Faults as error:
        return error.faults
    return []


@settings(max_examples=20_000 if LONG else 150)
@given(place=st.sampled_from(TOKENS), junk=st.sampled_from(JUNK))
def test_junk_in_a_pack_is_read_or_refused_with_sentences(place, junk):
    name, (first, last) = place
    text = FILES[name]
    files = {**FILES, name: text[:first] + junk + text[last:]}
    with tempfile.TemporaryDirectory() as folder:
        found = refused(Path(folder), files)
    for fault in found:
        assert fault.what
        assert fault.mend


def test_without_junk_the_pack_reads(tmp_path):
    assert refused(tmp_path, FILES) == []


AMERICAS = the_americas()
WORKED = examples()["W05"]
WRITTEN = [3, -1, True, None, [], {}, [[]], "x", "none", "never", "2023-02-31", "", {"a": 1}, 1.5, 10**30,
           "2023", "../..", {"items": [], "complete": False}, [None], "\ud800", ["CO", "CO"]]  # fmt: skip


def places(value, path=()):
    """The path of every value in a case."""
    yield path
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in pairs:
        yield from places(item, (*path, key))


PLACES = [path for path in places({**WORKED, "expected": None}) if path]


@settings(max_examples=20_000 if LONG else 150)
@given(path=st.sampled_from(PLACES), junk=st.sampled_from(WRITTEN))
def test_junk_in_a_case_is_screened_and_asked_or_refused_with_sentences(path, junk):
    data = copy.deepcopy(WORKED)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = junk
    try:
        case, faults = case_from(AMERICAS, data), []
    except Faults as error:
        case, faults = None, error.faults
    assert all(fault.what and fault.mend for fault in faults)
    if case:
        assert json.dumps(screen(AMERICAS, case))
        assert ask(AMERICAS, case).questions is not None

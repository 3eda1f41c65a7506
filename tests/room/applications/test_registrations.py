"""A table of registrations: read without writing, faults by line, taken over whole and once."""

from typing import Any

import pytest

from cauce.applications import screening
from cauce.applications.models import Application
from cauce.applications.registrations.actions import import_registrations
from cauce.applications.registrations.reading import MOST_LINES, read_csv
from cauce.base import envelopes
from cauce.base.refusal import Refused
from cauce.packs import pack
from cauce.people.models import Consent
from tests import family as f

HEAD = "given,surname1,birth,paper_number,phone,consent"
GOOD = f"{HEAD}\nWa,,1990,,300 123 4567,yes\nAna María,Pérez,14/03/1988,V-123,,sí\n"
BOOL = next(
    key
    for key, fact in pack().facts_of("person").items()
    if fact.type.kind == "bool" and not fact.protective and fact.asked == "public"
)
CODES = next(key for key, fact in pack().facts_of("person").items() if fact.type.kind == "set")


def _count() -> int:
    return int(Application.objects.unscoped("a test").count())


def test_reading_writes_nothing_and_finds_every_fault(cast: Any) -> None:
    text = (
        f"{HEAD}\n,,1990,,,yes\nEva,,soon,,12,yes\n\nLuz,,1990,,,no\nSol,,,,,yes,more\nIda,,,,,si\n"
    )
    rows, faults = read_csv(text.encode(), site=cast.site)
    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "given"),
        (3, "birth"),
        (3, "phone"),
        (5, "consent"),
        (6, ""),
    ]
    assert [row.person.given for row in rows] == ["Ida"]
    assert _count() == 0


def test_a_file_twice_changes_nothing(cast: Any) -> None:
    rows, faults = read_csv(GOOD.encode(), site=cast.site)
    assert faults == []
    words = {"site": cast.site, "by": cast.rosa, "at": cast.at}
    first = import_registrations(rows=rows, **words)
    again = import_registrations(rows=read_csv(GOOD.encode(), site=cast.site)[0], **words)
    assert [each.receipt.first for each in (*first, *again)] == [True, True, False, False]
    assert [each.receipt.reference for each in first] == [e.receipt.reference for e in again]
    assert _count() == 2


def test_a_line_becomes_a_whole_application(cast: Any) -> None:
    rows, _faults = read_csv(GOOD.encode(), site=cast.site)
    done = import_registrations(rows=rows[1:], site=cast.site, by=cast.rosa, at=cast.at)
    application = f.found(done[0].receipt)
    content = envelopes.read(screening.members_of(application)[0].person, "sealed")
    assert (content["birth"], content["papers"][0]["number"]) == ("1988-03-14", "V-123")
    assert (application.channel, application.language) == ("import", "es")
    given = Consent.objects.of(household=application.household).filter(given=True)
    assert {row.purpose for row in given} == {"decide", "contact"}


def test_facts_of_the_rules_may_be_columns(cast: Any) -> None:
    rules = pack()
    codes = sorted(rules.codes[rules.facts_of("person")[CODES].type.codes])[:2]
    text = f"given;consent;{BOOL};{CODES}\nEva;yes;sí;{' '.join(codes)}\nAda;yes;perhaps;\n"
    rows, faults = read_csv(("\ufeff" + text).encode(), site=cast.site)
    assert {key: answer.value for key, answer in rows[0].person.answers.items()} == {
        BOOL: True,
        CODES: codes,
    }
    assert [(fault.line, fault.column) for fault in faults] == [(3, BOOL)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "missing"),
        (b"given\nEva\n", "consent"),
        (b"given,consent,shoe\nEva,yes,41\n", "shoe"),
        (b"given,given,consent\nEva,Eva,yes\n", "twice"),
        (b"given,consent\n", "no line"),
        (b"PK\x03\x04\x00\x00", "CSV"),
        ("given,consent\nJosé,yes\n".encode("cp1252"), "UTF-8"),
        (b'given,consent\n"Eva,yes\n', "quotation"),
        (b"given,consent\n" + b"Eva,yes\n" * (MOST_LINES + 1), "lines"),
        (b"x" * 2_000_001, "too large"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(cast: Any, data: bytes, says: str) -> None:
    rows, faults = read_csv(data, site=cast.site)
    assert (rows, len(faults)) == ([], 1)
    assert says in faults[0].sentence


def test_one_without_the_right_takes_over_nothing(cast: Any) -> None:
    rows, _faults = read_csv(GOOD.encode(), site=cast.site)
    with pytest.raises(Refused):
        import_registrations(rows=rows, site=cast.site, by=cast.iris, at=cast.at)
    assert _count() == 0

"""Temporary work in the United States and the family classes of immigrant visa."""

from __future__ import annotations

import datetime as dt

from tests.judge.common import (
    CHILD,
    frozen_young,
    immediate_relative,
    national,
    no_bar_runs,
    not_at,
    not_barred,
    relative_aged,
    single,
    valid_passport,
    wed,
)
from tests.judge.facts import Relative, World
from tests.judge.form import Criterion as C
from tests.judge.form import Pathway, standing
from tests.judge.values import (
    Truth,
    aged,
    before,
    both,
    day,
    either,
    equals,
    is_in,
    no,
    younger,
)

SPOUSE_AND_CHILDREN = {"spouse": None, "child": ("unmarried", 21)}
DESIGNATED = [
    "AR",
    "BB",
    "BR",
    "CL",
    "CO",
    "CR",
    "DO",
    "EC",
    "SV",
    "GD",
    "GT",
    "HT",
    "HN",
    "JM",
    "MX",
    "NI",
    "PA",
    "PY",
    "PE",
    "LC",
    "VC",
    "UY",
]  # the region's part of the list; others join below
PROCLAIMED = frozenset({"HT", "CU", "VE"})
WIDENED = PROCLAIMED | {"AG", "DM"}
PAUSED = WIDENED | set(
    [
        "AG",
        "BS",
        "BB",
        "BZ",
        "BR",
        "CO",
        "CU",
        "DM",
        "GD",
        "GT",
        "HT",
        "JM",
        "NI",
        "KN",
        "LC",
        "VC",
        "UY",
    ]
)
STAGES = ("employer_willing", "labor_cert_approved", "petition_filed", "petition_approved")
TEMPORARY = ("seasonal", "peakload", "one_time", "intermittent")


def _designated(w: World) -> Truth:
    added = [c for c, start in (("BO", "2023-11-09"), ("BZ", "2024-11-07")) if w.on >= day(start)]
    return national(w, *DESIGNATED, *added)


def _work(sector: str):
    return lambda w: both(
        equals(w.person("job_us.sector"), sector),
        is_in(w.person("job_us.temporary_need"), TEMPORARY),
    )


def _petition_approved(w: World) -> Truth:
    return True if w.person("job_us.petition_stage") == "petition_approved" else None


def _worker(name: str, sector: str, *more: C) -> Pathway:
    criteria = (
        C(f"{name}-1", lambda w: is_in(w.person("job_us.petition_stage"), STAGES)),
        C(f"{name}-2", _work(sector)),
        C(f"{name}-3", _designated, end="2025-01-16"),
        C(f"{name}-4", lambda w: not_barred(w, frozenset({"HT"})), "each", start="2025-06-09"),
        C(f"{name}-5", no_bar_runs, "each"),
        C(f"{name}-6", lambda w: w.person("intends_return_after_job"), "each"),
        C(f"{name}-7", lambda w: not_at(w, "US"), "each"),
        C(f"{name}-8", valid_passport, "each"),
        C(f"{name}-9", _petition_approved, refer=True),
        *more,
    )
    return Pathway(name, standing, criteria, SPOUSE_AND_CHILDREN)


H2A = _worker("H2A", "agricultural")
H2B = _worker("H2B", "nonagricultural", C("H2B-10", lambda w: None, refer=True))
WINDOWS = (
    ("2022-12-15", "2023-09-15", ("SV", "GT", "HT", "HN")),
    ("2023-11-17", "2024-09-16", ("SV", "GT", "HT", "HN", "CO", "CR", "EC")),
    ("2024-12-02", "2025-09-15", ("SV", "GT", "HT", "HN", "CO", "CR", "EC")),
)


def _window(on: dt.date):
    return next((w for w in WINDOWS if day(w[0]) <= on <= day(w[1])), None)


def _reserve(w: World) -> Truth:
    window = _window(w.on)
    return national(w, *window[2]) if window else None


def _all_of_h2b(w: World) -> Truth:
    """The word on H2B: its open points stay open there."""
    from tests.judge.merit import ELIGIBLE, UNDETERMINED, merit

    found = merit(H2B, w)
    w.read, w.inner = w.read | found.reads, found.undecided
    return {ELIGIBLE: True, UNDETERMINED: None}.get(found.word, False)


H2B_CS = Pathway(
    "H2B-CS",
    lambda w: None if _window(w.on) else "no_allocation_open",
    (
        C("H2B-CS-1", _all_of_h2b),
        C("H2B-CS-2", _reserve),
        C("H2B-CS-3", lambda w: w.person("job_us.irreparable_harm"), refer=True),
    ),
    SPOUSE_AND_CHILDREN,
)


def _issuance(immediate: bool):
    """No bar on issuing a visa: three texts, one after another."""

    def criterion(w: World) -> Truth:
        if w.on < day("2026-01-01"):
            return True if immediate else not_barred(w, PROCLAIMED)
        return not_barred(w, frozenset(PAUSED if w.on >= day("2026-01-21") else WIDENED))

    return criterion


def _bulletin(family_class: str, *cutoffs: str):
    months = ("2023-08", "2024-06", "2025-01", "2026-04")
    table = dict(zip(months, map(day, cutoffs), strict=True))
    return lambda w, r: before(r("i130_priority_date"), w.bulletin(table, family_class))


def _child_of(r: Relative, status: str) -> Truth:
    return both(equals(r("status"), status), is_in(r("relation"), CHILD))


def _grown(w: World, r: Relative) -> Truth:
    """21 or older, and not still an immediate relative by age freezing."""
    grown = both(aged(w.person("birth_date"), 21, w.on), no(frozen_young(w, r)))
    return both(_child_of(r, "usc"), single(w), grown)


def _resident_family(w: World, r: Relative) -> Truth:
    minor = both(single(w), younger(w.person("birth_date"), 21, w.on))
    return both(
        equals(r("status"), "lpr"),
        either(equals(r("relation"), "spouse"), both(is_in(r("relation"), CHILD), minor)),
    )


def _resident_grown(w: World, r: Relative) -> Truth:
    return both(_child_of(r, "lpr"), single(w), aged(w.person("birth_date"), 21, w.on))


def _married_child(w: World, r: Relative) -> Truth:
    return both(_child_of(r, "usc"), wed(w))


def _sibling(w: World, r: Relative) -> Truth:
    return both(equals(r("status"), "usc"), equals(r("relation"), "sibling"), relative_aged(r, 21))


def _visa(name: str, relation, *cutoffs: str) -> Pathway:
    cap = (C(f"{name}-3", _bulletin(name, *cutoffs), "relative"),) if cutoffs else ()
    criteria = (
        C(f"{name}-1", relation, "relative"),
        C(f"{name}-2", lambda w, r: equals(r("i130"), "approved"), "relative"),
        *cap,
        C(f"{name}-4", _issuance(not cutoffs), "each", start="2025-06-09"),
        C(f"{name}-5", no_bar_runs, "each"),
        C(f"{name}-6", lambda w: not_at(w, "US"), "each"),
        C(f"{name}-7", lambda w, r: r("can_support"), "relative", refer=True),
    )
    return Pathway(name, standing, criteria, SPOUSE_AND_CHILDREN if cutoffs else {})


PATHWAYS = (
    H2A,
    H2B,
    H2B_CS,
    _visa("IV-IR", immediate_relative),
    _visa("IV-F1", _grown, "2015-01-01", "2015-07-08", "2015-11-22", "2017-05-01"),
    _visa("IV-F2A", _resident_family, "2017-10-08", "2021-11-15", "2022-01-01", "2024-02-01"),
    _visa("IV-F2B", _resident_grown, "2015-09-22", "2016-04-01", "2016-05-22", "2017-05-22"),
    _visa("IV-F3", _married_child, "2009-01-08", "2010-03-01", "2010-07-01", "2011-12-22"),
    _visa("IV-F4", _sibling, "2007-04-22", "2007-07-22", "2007-08-01", "2008-06-08"),
)

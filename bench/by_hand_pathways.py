"""The sixty criteria of the benchmark pack by hand: for each its truth, and what is missing when unknown."""

from collections.abc import Callable
from typing import Any

from bench import by_hand as b
from bench.by_hand import Check, Household, Person, Truth, both, either, missing, no


def _about(name: str, truth: Callable[[Person], Truth], *facts: str) -> Check:
    """A criterion about the person alone."""
    return name, lambda p, h, ms: truth(p), lambda p, h, ms: missing(p, *facts)


def _yes(name: str, fact: str) -> Check:
    return _about(name, lambda p: p[fact], fact)


def _not(name: str, fact: str) -> Check:
    return _about(name, lambda p: no(p[fact]), fact)


def _neither(name: str, one: str, two: str) -> Check:
    return _about(name, lambda p: both(no(p[one]), no(p[two])), one, two)


def _two(name: str, one: str, two: str) -> Check:
    return _about(name, lambda p: both(p[one], p[two]), one, two)


def _among(name: str, fact: str, group: frozenset[str]) -> Check:
    return _about(name, lambda p: b.among(p[fact], group), fact)


def _house(name: str, truth: Callable[[Household, list[Person]], Truth], fact: str) -> Check:
    """A criterion about the household."""
    return name, lambda p, h, ms: truth(h, ms), lambda p, h, ms: missing(h, fact)


def _members(name: str, truth: Any, why: Any) -> Check:
    """A criterion that looks at every member."""
    return name, lambda p, h, ms: truth(p, ms), lambda p, h, ms: why(p, ms)


def _irregular(p: Person) -> Truth:
    return either(no(p["crossed_irregularly"]), b.below(p["crossing_date"], b.day(2023, 1, 9)))


def _petition(p: Person) -> Truth:
    return both(p["petition_approved"], b.below(p["petition_date"], b.day(2023, 7, 10)))


def _fear_missing(p: Person, ms: list[Person]) -> set[str]:
    return missing(p, "fear") | b.pairs_missing(ms, "fear", "relation", b.CLOSE)


def _sponsor(p: Person, ms: list[Person]) -> Truth:
    return b.some([both(m["us_citizen"], b.among(m["relation"], b.CLOSE)) for m in ms])


def _funds(p: Person) -> Truth:
    return either(b.least(p["funds"], 20000), b.least(p["funds"], 40000))


def _removal(name: str) -> Check:
    return _about(name, b.removal, "prior_removal", "removal_date")


def _short(name: str) -> Check:
    return _about(name, b.short_job, "job_start", "job_end")


PATHWAYS: dict[str, list[Check]] = {
    "chnv": [
        _among("chnv.nat", "nationality", b.CHNV),
        _not("chnv.outside", "in_us"),
        _about("chnv.irregular", _irregular, "crossed_irregularly", "crossing_date"),
        _about(
            "chnv.passport", lambda p: b.least(p["passport_expiry"], b.TODAY), "passport_expiry"
        ),
        _house("chnv.supporter", lambda h, ms: h["supporter_confirmed"], "supporter_confirmed"),
        _about(
            "chnv.vetting",
            lambda p: both(p["vetting_clear"], no(p["criminal"])),
            "vetting_clear",
            "criminal",
        ),
        _members(
            "chnv.minor", b.chnv_minor, lambda p, ms: b.either_minor(p, ms, 18, "vetting_clear")
        ),
    ],
    "h2b": [
        _among("h2b.country", "nationality", b.H2B),
        _two("h2b.job", "job_offer", "labor_cert"),
        _short("h2b.temporary"),
        _about(
            "h2b.nonag", lambda p: no(b.among(p["occupation"], frozenset({"AG"}))), "occupation"
        ),
        _yes("h2b.ties", "ties_abroad"),
        _removal("h2b.removal"),
    ],
    "h2a": [
        _among("h2a.country", "nationality", b.H2A),
        _two("h2a.job", "job_offer", "labor_cert"),
        _among("h2a.ag", "occupation", b.FARM),
        _short("h2a.temporary"),
        _about("h2a.adult", lambda p: b.aged(p, 18), "birth_date"),
    ],
    "frp": [
        _among("frp.nat", "nationality", b.FRP),
        _about("frp.petition", _petition, "petition_approved", "petition_date"),
        _not("frp.outside", "in_us"),
        _house("frp.invited", lambda h, ms: h["frp_invited"], "frp_invited"),
        _members(
            "frp.clear",
            lambda p, ms: b.every([no(m["criminal"]) for m in ms]),
            lambda p, ms: {"criminal"},
        ),
    ],
    "tps_ve": [
        _among("tps.nat", "nationality", frozenset({"VE"})),
        _yes("tps.us", "in_us"),
        _about(
            "tps.since",
            lambda p: b.most(p["residence_since"], b.day(2023, 7, 31)),
            "residence_since",
        ),
        _neither("tps.clear", "criminal", "persecutor"),
    ],
    "asylum": [
        _yes("asy.us", "in_us"),
        _yes("asy.fear", "fear"),
        _about("asy.oneyear", b.one_year, "entry_date", "birth_date"),
        _neither("asy.bars", "persecutor", "resettled"),
        _not("asy.crime", "criminal"),
    ],
    "usrap": [
        _not("rap.outside", "in_us"),
        _about("rap.country", b.elsewhere, "residence", "nationality"),
        _members("rap.fear", b.fear, _fear_missing),
        _members("rap.vetting", lambda p, ms: b.vetted(ms), lambda p, ms: b.vetted_missing(ms)),
        _neither("rap.bars", "persecutor", "resettled"),
    ],
    "uvisa": [
        _yes("u.victim", "crime_victim"),
        _members("u.cert", b.u_cert, b.u_cert_missing),
        _yes("u.us", "in_us"),
        _not("u.clear", "criminal"),
    ],
    "tvisa": [
        _yes("t.victim", "trafficking_victim"),
        _yes("t.us", "in_us"),
        _about(
            "t.coop", lambda p: either(p["le_cert"], no(b.aged(p, 18))), "le_cert", "birth_date"
        ),
        _not("t.notperp", "persecutor"),
    ],
    "sij": [
        _about("sij.age", lambda p: no(b.aged(p, 21)), "birth_date"),
        _not("sij.single", "married"),
        _yes("sij.court", "court_dependency"),
        _yes("sij.us", "in_us"),
        _members(
            "sij.parent",
            lambda p, ms: no(b.some([b.parent(m) for m in ms])),
            lambda p, ms: b.parents_missing(ms),
        ),
    ],
    "ir": [
        _members(
            "ir.sponsor",
            _sponsor,
            lambda p, ms: b.pairs_missing(ms, "us_citizen", "relation", b.CLOSE),
        ),
        _yes("ir.petition", "petition_approved"),
        _not("ir.clear", "criminal"),
        _house("ir.support", b.support, "supporter_income"),
        _removal("ir.removal"),
        _yes("ir.vetting", "vetting_clear"),
    ],
    "f1": [
        _yes("f1.admission", "student_admission"),
        _about("f1.funds", _funds, "funds"),
        _about("f1.english", lambda p: b.least(p["english"], 3), "english"),
        _about("f1.educ", lambda p: b.least(p["education_years"], 8), "education_years"),
        _yes("f1.ties", "ties_abroad"),
        _about(
            "f1.passport",
            lambda p: b.least(p["passport_expiry"], b.day(2024, 9, 1)),
            "passport_expiry",
        ),
    ],
}

"""The benchmark pack written by hand in Python: what a careful programmer would write without an engine.

It keeps unknowns apart from no, and says the same as the engine: per pathway the word, the criteria that
fail, and the facts that are missing. `bench.screen` checks that both agree before it times them.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

Truth = bool | None
Person = dict[str, Any]
Household = dict[str, Any]

ON = date(2024, 1, 12)
TODAY = ON.toordinal()


def day(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def born_by(years: int) -> int:
    return ON.replace(year=ON.year - years).toordinal()


def no(x: Truth) -> Truth:
    return None if x is None else not x


def both(a: Truth, b: Truth) -> Truth:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a: Truth, b: Truth) -> Truth:
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def some(truths: list[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def every(truths: list[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def among(x: Any, group: frozenset[str]) -> Truth:
    return None if x is None else x in group


def least(x: Any, k: int) -> Truth:
    return None if x is None else x >= k


def most(x: Any, k: int) -> Truth:
    return None if x is None else x <= k


def below(x: Any, k: int) -> Truth:
    return None if x is None else x < k


def aged(p: Person, years: int) -> Truth:
    return most(p["birth_date"], BORN[years])


BORN = {years: born_by(years) for years in (14, 16, 18, 21)}
CHNV = frozenset({"CU", "HT", "NI", "VE"})
H2B = frozenset(
    ["SV", "GT", "HN", "EC", "MX", "DO", "JM", "BR", "PE", "PH", "CO", "UA", "TR", "HT"]
)
H2A = frozenset(["SV", "GT", "HN", "EC", "MX", "DO", "JM", "BR", "PE", "CO", "UA", "TR"])
FRP = frozenset(["CO", "SV", "GT", "HN", "EC", "HT", "CU"])
FARM = frozenset({"AG", "FOR", "PROC"})
CLOSE = frozenset({"principal", "spouse", "parent"})


def missing(p: Person, *names: str) -> set[str]:
    return {name for name in names if p[name] is None}


def short_job(p: Person) -> Truth:
    start, end = p["job_start"], p["job_end"]
    return None if start is None or end is None else end - start <= 365


def chnv_minor(p: Person, ms: list[Person]) -> Truth:
    return either(aged(p, 18), some([both(aged(m, 18), m["vetting_clear"]) for m in ms]))


def either_minor(p: Person, ms: list[Person], years: int, flag: str) -> set[str]:
    """Facts of members who may be an adult with the flag."""
    found = missing(p, "birth_date") if years == 18 else set()
    for m in ms:
        if both(aged(m, 18), m[flag]) is None:
            found |= missing(m, "birth_date", flag)
    return found


def u_cert(p: Person, ms: list[Person]) -> Truth:
    adult = some([both(m["le_cert"], aged(m, 18)) for m in ms])
    return either(p["le_cert"], both(no(aged(p, 16)), adult))


def u_cert_missing(p: Person, ms: list[Person]) -> set[str]:
    adult = some([both(m["le_cert"], aged(m, 18)) for m in ms])
    found = missing(p, "le_cert")
    if both(no(aged(p, 16)), adult) is None:
        found |= missing(p, "birth_date")
        if adult is None:
            found |= either_minor(p, ms, 0, "le_cert")
    return found


def fear(p: Person, ms: list[Person]) -> Truth:
    return either(p["fear"], some([both(m["fear"], among(m["relation"], CLOSE)) for m in ms]))


def pairs_missing(ms: list[Person], first: str, second: str, group: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for m in ms:
        if both(m[first], among(m[second], group)) is None:
            found |= missing(m, first, second)
    return found


def vetted(ms: list[Person]) -> Truth:
    return every([either(m["vetting_clear"], no(aged(m, 14))) for m in ms])


def vetted_missing(ms: list[Person]) -> set[str]:
    found: set[str] = set()
    for m in ms:
        if either(m["vetting_clear"], no(aged(m, 14))) is None:
            found |= missing(m, "vetting_clear", "birth_date")
    return found


def parent(m: Person) -> Truth:
    relation = None if m["relation"] is None else m["relation"] == "parent"
    return both(relation, both(aged(m, 21), no(m["criminal"])))


def parents_missing(ms: list[Person]) -> set[str]:
    found: set[str] = set()
    for m in ms:
        if parent(m) is None:
            found |= missing(m, "relation", "birth_date", "criminal")
    return found


def removal(p: Person) -> Truth:
    return either(no(p["prior_removal"]), below(p["removal_date"], day(2014, 3, 1)))


def one_year(p: Person) -> Truth:
    entered = p["entry_date"]
    return either(None if entered is None else TODAY - entered <= 365, no(aged(p, 18)))


def elsewhere(p: Person) -> Truth:
    a, b = p["residence"], p["nationality"]
    return None if a is None or b is None else a != b


def support(h: Household, ms: list[Person]) -> Truth:
    return least(h["supporter_income"], 11600 + 6725 * len(ms))


Check = tuple[
    str,
    Callable[[Person, Household, list[Person]], Truth],
    Callable[[Person, Household, list[Person]], set[str]],
]


def explain(
    pathways: dict[str, list[Check]], p: Person, h: Household, ms: list[Person]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Per pathway: the word, and the failing criteria or the missing facts."""
    return {name: _pathway(checks, p, h, ms) for name, checks in pathways.items()}


def _pathway(
    checks: list[Check], p: Person, h: Household, ms: list[Person]
) -> tuple[str, tuple[str, ...]]:
    failing, unknown = [], []
    for index, (name, check, why) in enumerate(checks):
        truth = check(p, h, ms)
        if truth is False:
            if index == 0:
                return "not_eligible", (name,)
            failing.append(name)
        elif truth is None:
            unknown.append(why)
    if failing:
        return "not_eligible", tuple(failing)
    if unknown:
        facts = {fact for why in unknown for fact in why(p, h, ms)}
        return "undetermined", tuple(sorted(facts))
    return "eligible", ()

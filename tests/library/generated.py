"""Typed expressions, and households with every kind of value, over the small dictionary."""

from datetime import date

from hypothesis import strategies as st

from cauce.eligibility.values import NEVER, Many, Range, Rows

ON, FILED = date(2024, 2, 29), date(2021, 3, 1)
LANDS = ("A", "B", "C", "D")
OPS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])

# ------------------------------------------------------------------ texts of expressions


def joined(*parts):
    """The parts, drawn, in one text."""
    return _named(st.tuples(*(st.just(p) if isinstance(p, str) else p for p in parts)).map("".join))


def _named(strategy):
    """The same strategy with a short name: hypothesis would print the whole grammar of this one."""

    @st.composite
    def part(draw):
        return draw(strategy)

    return part()


_NUMBER = st.integers(0, 6).map(str)
_DATE_FACTS = st.sampled_from(["person.born", "person.arrived", "person.left", "kin.since"])
_CODE_FACTS = st.sampled_from(["person.here", "kin.land"])
_SET_FACTS = st.sampled_from(["person.lands", "person.barred", "of_principal(person.lands)"])
_LAND = st.sampled_from(LANDS).map('"{}"'.format)
_LANDS = st.lists(st.sampled_from(LANDS), min_size=1, max_size=3, unique=True).map(
    lambda codes: "{" + ", ".join(f'"{code}"' for code in codes) + "}"
)
_SETS = _SET_FACTS | st.just('param("listed")')
_DATES = st.one_of(
    _DATE_FACTS,
    st.sampled_from(["on", "filed", 'param("later")', "years_before(3)", "years_before(18)"]),
    joined('param("start", ', _LAND | _CODE_FACTS, ")"),
)
_DAY_TEXT = st.sampled_from(['"2021-02-28"', '"2020-02-29"', '"2006-03-01"'])
_INTS = st.one_of(
    st.sampled_from(["person.count", "person.points", "home.rooms", 'param("limit")', "size(kin)"]),
    st.sampled_from(["size(members)", "size(person.papers)"]),
    joined("size(", _SET_FACTS, ")"),
    joined("days(", _DATES, ", ", _DATES, ")"),
    joined("age(", _DATES, ")"),
    joined("age(", _DATES, ", ", _DATES, ")"),
)
_SUMS = st.one_of(
    _NUMBER,
    _INTS,
    joined("(", _INTS, st.sampled_from([" + ", " - ", " * "]), _INTS | _NUMBER, ")"),
)
_AGES = st.integers(0, 25).map(str)
_BOOL_FACTS = st.sampled_from(
    ["person.ok", "person.fine", "home.fee", "kin.legal", "kin.near", "of_principal(person.ok)"]
)
_CIVIL = 'unclear(person.civil, {"vague"})'


def _about(prefix, land, day, flag):
    """Conditions on one entry of a list, by the names of its fields."""
    kinds = [
        joined(f'{prefix}.{land} == "A"') if land else st.nothing(),
        joined(f"{prefix}.{land} in ", _LANDS | _SETS) if land else st.nothing(),
        joined(f"{prefix}.{day} ", OPS, " ", _DATES | _DAY_TEXT),
        joined(f"age({prefix}.{day}) ", OPS, " ", _AGES),
        st.just(f"{prefix}.{flag}") if flag else st.nothing(),
    ]
    one = st.one_of(*kinds)
    return (
        one | joined("(", one, st.sampled_from([" and ", " or "]), one, ")") | joined("not ", one)
    )


def _loops(inner):
    word = st.sampled_from(["any", "all"])
    code = st.one_of(
        joined('l == "A"'),
        joined("l in ", _LANDS),
        joined("l not in ", _SETS),
        joined('param("start", l) ', OPS, " ", _DATES),
    )
    body = code | joined("(", code, " and ", inner, ")") | joined("(", inner, " or ", code, ")")
    return st.one_of(
        joined(word, "(", body, " for l in ", _SETS, ")"),
        joined(word, "(", _about("p", "land", "ends", ""), " for p in person.papers)"),
        joined(word, "(", _about("r", "land", "since", "legal"), " for r in kin)"),
        joined(word, "(", _about("m", "here", "born", "ok"), " for m in members)"),
    )


_ATOMS = st.one_of(
    _BOOL_FACTS,
    joined(_DATES, " ", OPS, " ", _DATES | _DAY_TEXT),
    joined(_DAY_TEXT, " ", OPS, " ", _DATES),
    joined("age(", _DATE_FACTS, ") ", OPS, " ", _AGES),
    joined("age(", _DATE_FACTS, ", filed) ", OPS, " ", _AGES),
    joined(_INTS, " ", OPS, " ", _SUMS),
    joined("0 < ", _INTS, " <= ", _SUMS),
    joined(_CODE_FACTS, st.sampled_from([" == ", " != "]), _LAND | _CODE_FACTS),
    joined(_LAND | _CODE_FACTS, st.sampled_from([" in ", " not in "]), _SETS),
    joined(_CODE_FACTS, st.sampled_from([" in ", " not in "]), _LANDS),
    joined(st.sampled_from(["happened(", "never("]), _DATE_FACTS, ")"),
    joined(st.sampled_from(["exists(", "never("]), _CODE_FACTS, ")"),
    joined("empty(", _SET_FACTS, ")"),
    st.sampled_from([f'{_CIVIL} == "single"', f'{_CIVIL} in {{"single", "wed"}}', f"exists({_CIVIL})"]),
    st.sampled_from(['met("K-1")', 'met("K-2")', 'met("K-3")', 'meets("WAY")', "True"]),
)  # fmt: skip


def _deeper(inner):
    return st.one_of(
        joined("(", inner, " and ", inner, ")"),
        joined("(", inner, " or ", inner, ")"),
        joined("(", inner, " and ", inner, " and ", inner, ")"),
        joined("not ", inner),
        joined("open_unless(", inner, ")"),
    )


# `met` and `meets` cannot stand inside a loop.
_INNER = _ATOMS.filter(lambda text: not text.startswith("me"))
CONDITIONS = st.recursive(_named(_ATOMS | _loops(_named(_INNER))), _deeper, max_leaves=6)

# ------------------------------------------------------------------ values

_NEAR = [
    date(y, *md).toordinal()
    for y in (2003, 2004, 2006, 2019, 2020, 2021, 2024)
    for md in ((2, 28), (3, 1), (1, 1))
] + [ON.toordinal(), date(2004, 2, 29).toordinal(), date(2020, 2, 29).toordinal()]
_ORDINALS = st.sampled_from(_NEAR)
_RANGES = st.tuples(_ORDINALS, _ORDINALS).filter(lambda p: p[0] < p[1]).map(lambda p: Range(*p))
DAYS = st.one_of(st.none(), st.just(NEVER), _ORDINALS, _RANGES)
FLAGS = st.sampled_from([None, True, False])
COUNTS = st.none() | st.integers(0, 6)
CODES = st.sampled_from([None, NEVER, *LANDS])
SETS = st.none() | st.builds(
    Many, st.lists(st.sampled_from(LANDS), max_size=3, unique=True).map(tuple), st.booleans()
)


def records(**fields):
    """Records in which any field may be absent."""
    return st.fixed_dictionaries({}, optional={k.replace("__", "."): v for k, v in fields.items()})


def rows(of):
    """An unknown, open or complete list of records."""
    return st.none() | st.builds(Rows, st.lists(of, max_size=2).map(tuple), st.booleans())


KIN = records(kin__legal=FLAGS, kin__near=FLAGS, kin__rich=FLAGS, kin__land=CODES, kin__since=DAYS)
PERSONS = records(
    person__born=DAYS,
    person__arrived=DAYS,
    person__left=DAYS,
    person__lands=SETS,
    person__barred=SETS,
    person__here=CODES,
    person__civil=st.sampled_from([None, NEVER, "single", "wed", "vague"]),
    person__ok=FLAGS,
    person__fine=FLAGS,
    person__count=COUNTS,
    person__points=COUNTS,
    person__papers=rows(records(land=CODES, ends=DAYS)),
    kin=rows(KIN),
)
HOUSEHOLDS = records(home__fee=FLAGS, home__rooms=COUNTS)

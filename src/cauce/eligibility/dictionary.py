"""Reads facts.yaml and parameters.yaml: the dictionary and the dated tables of a pack."""

from itertools import pairwise
from typing import Any

from cauce.dates import DateFault, parse
from cauce.eligibility.fields import Page
from cauce.eligibility.marks import Map
from cauce.eligibility.pack import Entry, Parameter
from cauce.eligibility.types import Fact, Type

_KINDS = ("bool", "int", "date", "code", "set", "rows")
_FACT_KEYS = (
    "of",
    "key",
    "type",
    "codes",
    "row",
    "asked",
    "born",
    "protective",
    "topic",
    "evidence",
    "note",
    "when",
)
ASKED = ("public", "interview", "office")

Codes = dict[str, frozenset[str]]


def read_codes(page: Page, where: Map) -> Codes:
    """The named lists of codes."""
    codes: Codes = {}
    for name in page.map(where, "codes"):
        values = page.texts(page.map(where, "codes"), name)
        if len(set(values)) != len(values):
            page.fault(where["codes"], name, f"a code stands twice in {name}", "write it once")
        codes[name] = frozenset(values)
    return codes


def read_facts(page: Page, where: Map, codes: Codes) -> dict[str, Fact]:
    """Every fact by its full name, in the order of the file."""
    facts: dict[str, Fact] = {}
    entries = page.map(where, "facts")
    for order, name in enumerate(entries):
        facts[name] = _fact(page, page.map(entries, name), name, order, codes)
    for name, fact in facts.items():
        if (
            fact.type.kind == "rows"
            and not fact.fields
            and not any(f.of == fact.type.row for f in facts.values())
        ):
            page.fault(
                entries,
                name,
                f"{name} is a list of {fact.type.row}, which no fact belongs to",
                "give the record's fields, or facts `of` it",
            )
    return facts


def _fact(page: Page, entry: Map, name: str, order: int, codes: Codes) -> Fact:
    page.only(entry, _FACT_KEYS, "a fact")
    kind = page.choice(entry, "type", _KINDS)
    of = page.text(entry, "of")
    fields: dict[str, Type] = {}
    row = ""
    if kind == "rows":
        row, fields = _row(page, entry, name, codes)
    return Fact(
        name=name,
        of=of,
        key=page.text(entry, "key", _key(name, of)),
        order=order,
        type=Type(kind, _code_list(page, entry, name, kind, codes), row),
        asked=page.choice(entry, "asked", ASKED, "public"),
        born=page.yes(entry, "born"),
        protective=page.yes(entry, "protective"),
        topic=page.text(entry, "topic", ""),
        evidence=page.texts(entry, "evidence"),
        fields=fields,
        when=page.text(entry, "when", ""),
    )


def _key(name: str, of: str) -> str:
    """In a case file a fact is written without the name of its own entity."""
    return name[len(of) + 1 :] if name.startswith(of + ".") else name


def _code_list(page: Page, entry: Map, name: str, kind: str, codes: Codes) -> str:
    if kind not in ("code", "set"):
        return ""
    value = entry.get("codes")
    if isinstance(value, str):
        if value not in codes:
            page.fault(
                entry,
                "codes",
                f"{value} is no list of codes",
                f"write one of {', '.join(codes)}, or the codes",
            )
            codes[str(value)] = frozenset()
        return str(value)
    codes[name] = frozenset(page.texts(entry, "codes"))
    if not codes[name]:
        page.fault(entry, "codes", f"{name} has no codes", "write `codes: [a, b]`")
    if taken := {"none", "never", "unknown"} & codes[name]:
        page.fault(
            entry,
            "codes",
            f"{', '.join(sorted(taken))} is an answer, not a code",
            "leave it out: it is understood for every fact",
        )
    return name


def _row(page: Page, entry: Map, name: str, codes: Codes) -> tuple[str, dict[str, Type]]:
    row = entry.get("row")
    if isinstance(row, str):
        return str(row), {}
    fields: dict[str, Type] = {}
    for field in page.map(entry, "row"):
        spec = page.map(entry["row"], field)
        page.only(spec, ("type", "codes"), "a field")
        kind = page.choice(spec, "type", ("bool", "int", "date", "code"))
        fields[field] = Type(kind, _code_list(page, spec, f"{name}.{field}", kind, codes))
    return "", fields


def read_parameters(page: Page, where: Map, codes: Codes) -> dict[str, Parameter]:
    """Every dated table by its name; overlaps, holes and ill-typed values are faults."""
    return {name: _parameter(page, page.map(where, name), name, codes) for name in where}


def _parameter(page: Page, entry: Map, name: str, codes: Codes) -> Parameter:
    page.only(
        entry,
        ("type", "codes", "keys", "value", "values", "gaps", "source", "note", "confidence"),
        "a parameter",
    )
    kind = page.choice(entry, "type", ("int", "date", "code", "set"))
    list_name = page.text(entry, "codes", "") if kind in ("code", "set") else ""
    keys = page.texts(entry, "keys")
    for code_list in (*keys, *([list_name] if list_name else [])):
        if code_list not in codes:
            page.fault(
                entry,
                "keys",
                f"{code_list} is no list of codes",
                f"write one of {', '.join(sorted(codes))}",
            )
            codes[code_list] = frozenset()
    type_ = Type(kind, list_name)
    if "value" in entry:
        entries = [Entry(None, None, _table(page, entry, "value", type_, keys, codes))]
    else:
        entries = [_entry(page, item, type_, keys, codes) for item in page.maps(entry, "values")]
        _check_dates(page, entry, name, entries)
    _check_keys(page, entry, name, entries)
    return Parameter(name, type_, keys, tuple(entries), page.text(entry, "source", ""))


def _entry(page: Page, item: Map, type_: Type, keys: tuple[str, ...], codes: Codes) -> Entry:
    page.only(item, ("from", "to", "value", "note", "source"), "a dated value")
    return Entry(
        page.day(item, "from"),
        page.day(item, "to"),
        _table(page, item, "value", type_, keys, codes),
    )


def _table(
    page: Page, where: Map, key: str, type_: Type, keys: tuple[str, ...], codes: Codes
) -> Any:
    if not keys:
        return _scalar(page, where, key, type_, codes)
    table = page.map(where, key)
    for name in table:
        if name != "*" and name not in codes[keys[0]]:
            page.fault(
                table,
                name,
                f"{name} is no code of {keys[0]}",
                "write one of its codes, or * for any other",
            )
    return {str(name): _table(page, table, name, type_, keys[1:], codes) for name in table}


def _scalar(page: Page, where: Map, key: str, type_: Type, codes: Codes) -> Any:
    value = where.get(key)
    if value is None:
        if key not in where:
            page.fault(
                where,
                key,
                f"{key} is missing",
                f"write `{key}: …`, or null where it was never entered",
            )
        return None
    if type_.kind == "set":
        items = page.texts(where, key)
        bad = [item for item in items if item not in codes.get(type_.codes, ())]
        value = frozenset(items)
    elif type_.kind == "date":
        return _ordinal(page, where, key, value)
    else:
        bad = (
            []
            if (type(value) is int if type_.kind == "int" else value in codes.get(type_.codes, ()))
            else [value]
        )
        value = value if type_.kind == "int" else str(value)
    if bad:
        page.fault(where, key, f"{', '.join(map(str, bad))} is not {type_}", f"write {type_}")
    return value


def _ordinal(page: Page, where: Map, key: str, value: Any) -> int | None:
    try:
        first, last = parse(str(value))
    except DateFault as error:
        what, _, mend = str(error).partition("; ")
        page.fault(where, key, what, mend)
        return None
    if first != last:
        page.fault(where, key, f"{value} is not one day", "write a whole date such as 2023-06-11")
    return first.toordinal()


def _check_dates(page: Page, entry: Map, name: str, entries: list[Entry]) -> None:
    """In order, without overlap, and without a hole unless `gaps: true`."""
    if not entries:
        page.fault(entry, "values", f"{name} has no values", "write `value:` or `values:`")
    for before, after in pairwise(entries):
        if before.last is None or after.first is None or after.first <= before.last:
            page.fault(
                entry,
                "values",
                f"two values of {name} hold on one day",
                "end the earlier one the day before",
            )
        elif (after.first - before.last).days > 1 and not page.yes(entry, "gaps"):
            page.fault(
                entry,
                "values",
                f"{name} has a hole between {before.last} and {after.first}",
                "fill it, or write `gaps: true` where the office supplies values one by one",
            )


def _check_keys(page: Page, entry: Map, name: str, entries: list[Entry]) -> None:
    """Every dated table has the same keys: a key that one of them lacks is a hole."""
    tables = [item.value for item in entries if isinstance(item.value, dict)]
    every = {key for table in tables for key in table}
    for table in tables:
        if (lacking := every - set(table)) and "*" not in table:
            page.fault(
                entry,
                "values",
                f"{name} has a hole: {', '.join(sorted(lacking))} in one table and not in another",
                "give the value, or null where it was never entered",
            )

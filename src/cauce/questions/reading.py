"""Reads the form of one question into a value as a case file writes it, or says what is wrong with it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cauce.eligibility import Fact
from cauce.questions import days
from cauce.questions.answers import PRIVATE, SAID, UNKNOWN
from cauce.questions.fields import (
    DONT_KNOW,
    MORE_MAY_BE,
    MOST_ENTRIES,
    NONE,
    NOT_HERE,
    Field,
    Part,
    Typed,
)


class Unreadable(Exception):
    """What was typed cannot be taken; `faults` are (element of the page, sentence)."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        """Keep every fault."""
        self.faults = faults
        super().__init__("unreadable")


def read(fact: Fact, field: Field, typed: Typed, on: date) -> tuple[Any, str]:
    """Return the value and how it was answered. Raises Unreadable."""
    escape = _escape(field, typed)
    if escape == DONT_KNOW:
        return None, UNKNOWN
    if escape == NOT_HERE:
        return None, PRIVATE
    if escape == NONE:
        return _nothing(fact), SAID
    value = _READ[field.shape](fact, field, typed, on)
    if first(typed, MORE_MAY_BE) and field.may_be_more:
        value = {"items": value, "complete": False}
    return value, SAID


def first(typed: Typed, name: str) -> str:
    """Return what one box holds, without the blanks around it."""
    return (typed.get(name) or [""])[0].strip()


def read_day(typed: Typed, prefix: str, *, latest: date | None = None) -> str | None:
    """Return the date in three boxes; day and month may be empty. None where all are. Raises Unreadable."""
    day, month, year = (first(typed, prefix + box) for box in "dmy")
    if not (day or month or year):
        return None
    fault = days.fault(day, month, year)
    if fault:
        raise Unreadable((prefix + fault[0], fault[1]))
    written = days.written(day, month, year)
    if latest and written > latest.isoformat()[: len(written)]:
        late = _("This date is after %(day)s. Check the year.") % {"day": days.spoken(latest)}
        raise Unreadable((prefix + "y", late))
    return written


def _escape(field: Field, typed: Typed) -> str:
    """Return what was ticked instead of an answer."""
    if field.shape == "radio":
        chosen = first(typed, "v")
        if chosen not in {NONE, DONT_KNOW, NOT_HERE}:
            return ""
        return _known(field, chosen, "v")
    ticked = typed.get("how", [])
    known = {option.value for option in field.escapes}
    if not ticked:
        return ""
    filled = any(first(typed, name) for name in typed if name not in {"how"})
    if len(ticked) > 1 or filled or ticked[0] not in known:
        raise Unreadable(("how", _("You ticked a line and also answered. Keep only one of them.")))
    return ticked[0]


def _nothing(fact: Fact) -> Any:
    if fact.type.kind in {"set", "rows"}:
        return []
    return "never" if fact.type.kind == "date" else "none"


def _unanswered(element: str = "v") -> Unreadable:
    return Unreadable((element, _("Answer the question, or choose “I don't know”.")))


def _known(field: Field | Part, value: str, element: str) -> str:
    if value not in {option.value for option in field.options}:
        raise Unreadable((element, _("Choose one of the answers on the list.")))
    return value


def _radio(fact: Fact, field: Field, typed: Typed, _on: date) -> Any:
    value = first(typed, "v")
    if not value:
        raise _unanswered()
    _known(field, value, "v")
    return value == "yes" if fact.type.kind == "bool" else value


def _number(_fact: Fact, _field: Field, typed: Typed, _on: date) -> int:
    value = first(typed, "v")
    if not value:
        raise _unanswered()
    return _whole(value, "v")


def _whole(value: str, element: str) -> int:
    if not value.isdecimal() or len(value) > 6:
        raise Unreadable((element, _("Write a whole number, for example 0 or 12.")))
    return int(value)


def _date(fact: Fact, _field: Field, typed: Typed, on: date) -> str:
    value = read_day(typed, "", latest=on if fact.born else None)
    if value is None:
        raise _unanswered("d")
    return value


def _checks(_fact: Fact, field: Field, typed: Typed, _on: date) -> list[str]:
    chosen = [value for value in typed.get("v", []) if value]
    if not chosen and not first(typed, MORE_MAY_BE):
        raise _unanswered()
    return [_known(field, value, "v") for value in dict.fromkeys(chosen)]


def _menus(_fact: Fact, field: Field, typed: Typed, _on: date) -> list[str]:
    named = {f"v{index}": first(typed, f"v{index}") for index in range(MOST_ENTRIES)}
    chosen = {name: value for name, value in named.items() if value}
    if not chosen and not first(typed, MORE_MAY_BE):
        raise _unanswered("v0")
    return list(dict.fromkeys(_known(field, value, name) for name, value in chosen.items()))


def _count(_fact: Fact, _field: Field, typed: Typed, _on: date) -> list[dict[str, Any]]:
    value = first(typed, "v")
    if not value and first(typed, MORE_MAY_BE):
        return []
    if not value:
        raise _unanswered()
    number = _whole(value, "v")
    if number > MOST_ENTRIES:
        raise Unreadable(
            ("v", _("Write a number up to %(most)d. Name the closest.") % {"most": MOST_ENTRIES})
        )
    return [{} for _each in range(number)]


def _rows(_fact: Fact, field: Field, typed: Typed, on: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    faults: list[tuple[str, str]] = []
    for index in range(MOST_ENTRIES):
        row = {}
        for part in field.parts:
            try:
                row[part.key] = _part(part, typed, f"{index}-{part.key}")
            except Unreadable as unreadable:
                faults += unreadable.faults
        if any(value is not None for value in row.values()):
            rows.append(row)
    if faults:
        raise Unreadable(*faults)
    if not rows and not first(typed, MORE_MAY_BE):
        raise _unanswered("v")
    return rows


def _part(part: Part, typed: Typed, name: str) -> Any:
    if part.shape == "date":
        return read_day(typed, f"{name}-")
    value = first(typed, name)
    if not value:
        return None
    if part.shape == "number":
        return _whole(value, name)
    _known(part, value, name)
    return {"yes": True, "no": False}.get(value, value)


_READ = {
    "radio": _radio,
    "menu": _radio,
    "number": _number,
    "date": _date,
    "checks": _checks,
    "menus": _menus,
    "count": _count,
    "rows": _rows,
}

"""Questions to a ledger: which operations there are, what each may be asked, and their answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from cauce.ledger import (
    arrivals,
    brief,
    contacts,
    form,
    matters,
    money,
    promises,
    requests,
    sides,
    stories,
    turns,
)
from cauce.ledger.agenda import agenda
from cauce.ledger.book import Json, Ledger, View
from cauce.ledger.faults import Finder, Path, read_json
from cauce.ledger.items import brief_items

_TOP = ("title", "about", "record", "ask", "rules", "questions")
_QUESTION = ("id", "question", "rule", "ask", "answer", "why", "note")
MODES = ("phone", "video", "meeting", "visit", "letter", "note", "assist", "change", "yield")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SCOPE = {"known_on": "day", "only": "sources", "without": "sources"}
_WHO = {"persons": "actors", "topics": "topics"}
_HOW = {"levels": "levels", "modes": "modes"}
_CONTACTS = {**_SCOPE, **_WHO, **_HOW, "between": "sides"}


@dataclass(frozen=True)
class Operation:
    """One kind of question: who answers it, and which keys it takes; `needs` may not be missing."""

    answer: Callable[[View, Json], Any]
    takes: Mapping[str, str]
    needs: tuple[str, ...] = ()


def _plainly(story: Callable[[View, Json], Any]) -> Callable[[View, Json], Any]:
    """The story that a page tells, with its days as texts: other programs read it too."""

    @wraps(story)
    def told(view: View, ask: Json) -> Any:
        return _without_days(story(view, ask))

    return told


def _without_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_days(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_without_days(inside) for inside in value]
    return value.isoformat() if isinstance(value, date) else value


_BRIEF = {
    **_SCOPE, **_WHO, "side": "side", "office": "office", "as_of": "day", "levels": "levels",
    "modes": "modes",
}  # fmt: skip
# What is frozen on a day holds only what was known on it.
_FROZEN = ("handover_brief", "brief_items")
OPERATIONS: dict[str, Operation] = {
    "last_contact": Operation(contacts.last_contact, {**_CONTACTS, "as_of": "day"}, ("as_of",)),
    "open_requests": Operation(
        requests.open_requests,
        {**_SCOPE, **_WHO, **_HOW, "from": "side", "to": "side", "as_of": "day"},
        ("as_of",),
    ),
    "running_totals": Operation(
        money.running_totals,
        {**_SCOPE, **_WHO, "money": "money", "currency": "currency", "as_of": "day"},
    ),
    "sum_new": Operation(
        money.sum_new,
        {**_SCOPE, **_WHO, "money": "money", "currency": "currency", "from": "day", "to": "day"},
    ),
    "disagreements": Operation(
        matters.disagreements,
        {**_SCOPE, **_WHO, "entries": "entries", "fields": "texts", "as_of": "day"},
    ),
    "handover_brief": Operation(brief.handover_brief, _BRIEF, ("side", "as_of")),
    "rests_on": Operation(matters.rests_on, {**_SCOPE, "sources": "sources"}, ("sources",)),
    "initiative_state": Operation(
        matters.initiative_state,
        {**_SCOPE, "initiative": "initiative", "as_of": "days"},
        ("initiative", "as_of"),
    ),
    "amount": Operation(money.amount, {**_SCOPE, "entry": "entry"}, ("entry",)),
    "office_holder": Operation(
        matters.office_holder, {**_SCOPE, "office": "office", "as_of": "days"}, ("office", "as_of")
    ),
    "topic_balance": Operation(
        contacts.topic_balance, {**_CONTACTS, "from": "day", "to": "day", "as_of": "day"}, ("from", "to")
    ),
    "whose_turn": Operation(
        turns.whose_turn, {**_SCOPE, "between": "sides", "as_of": "day"}, ("as_of",)
    ),
    "arrivals": Operation(
        arrivals.arrivals,
        {**_SCOPE, **_WHO, "money": "money", "currency": "currency", "as_of": "day"},
        ("as_of",),
    ),
    # What the pages of one thing tell.
    "requests_by_turn": Operation(
        _plainly(stories.requests_by_turn),
        {**_SCOPE, **_WHO, **_HOW, "from": "side", "to": "side", "as_of": "day"},
        ("as_of",),
    ),
    "request_story": Operation(
        _plainly(stories.request_story),
        {**_SCOPE, "request": "request", "as_of": "day"},
        ("request", "as_of"),
    ),
    "commitment_story": Operation(
        _plainly(promises.commitment_story),
        {**_SCOPE, "entry": "commitment", "as_of": "day"},
        ("entry", "as_of"),
    ),
    "initiative_story": Operation(
        _plainly(promises.initiative_story),
        {**_SCOPE, "initiative": "initiative", "as_of": "day"},
        ("initiative", "as_of"),
    ),
    "entry_story": Operation(
        _plainly(sides.entry_story), {**_SCOPE, "entry": "entry"}, ("entry",)
    ),
    "source_story": Operation(
        _plainly(sides.source_story), {**_SCOPE, "source": "source"}, ("source",)
    ),
    "dates_to_come": Operation(
        _plainly(agenda), {**_SCOPE, "as_of": "day", "to": "day"}, ("as_of",)
    ),
    "brief_items": Operation(_plainly(brief_items), _BRIEF, ("side", "as_of")),
}  # fmt: skip


def answer(ledger: Ledger, ask: Json) -> Any:
    """The answer to one question that was read without faults."""
    known_on = ask.get("known_on")
    if ask["op"] in _FROZEN and known_on is None:
        known_on = ask["as_of"]  # frozen: only what was known that day
    view = ledger.view(known_on=known_on, only=ask.get("only"), without=ask.get("without") or ())
    return OPERATIONS[ask["op"]].answer(view, ask)


def listed(text: str, file: str) -> Json:
    """A file of questions as data, before any ledger is opened. Raises Faults if it is none."""
    data = read_json(text, file)
    faults = Finder(file, text)
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        faults.say((), "there are no questions here", 'write {"questions": [ … ]}')
    faults.refuse()
    questions: Json = data
    return questions


def read_questions(text: str, file: str, ledger: Ledger) -> dict[str, Json]:
    """What each question asks, by its id. Raises Faults: which field, and what is allowed."""
    data = listed(text, file)
    faults = Finder(file, text)
    asked: dict[str, Json] = {}
    for key in data.keys() - set(_TOP):
        faults.one_of((key,), key, _TOP, "key of a file of questions")
    for n, question in enumerate(data["questions"]):
        _question(question, ("questions", n), asked, faults, ledger)
    faults.refuse()
    return asked


def _question(
    question: Any, path: Path, asked: dict[str, Json], faults: Finder, ledger: Ledger
) -> None:
    if not isinstance(question, dict):
        faults.say(path, "this question is no object", "write {…} with id and ask")
        return
    for key in question.keys() - set(_QUESTION):
        faults.one_of((*path, key), key, _QUESTION, "key of a question")
    name = question.get("id")
    if not isinstance(name, str) or not name or name in asked:
        faults.say((*path, "id"), "this question has no id of its own", "write a short text, once")
        return
    asked[name] = _ask(question.get("ask"), (*path, "ask"), _Reader(faults, ledger))


def _ask(ask: Any, path: Path, reader: "_Reader") -> Json:
    faults = reader.faults
    if not isinstance(ask, dict):
        faults.say(path, "ask is missing", 'write {"op": …} and what it takes')
        return {}
    if not faults.one_of((*path, "op"), ask.get("op"), OPERATIONS, "operation"):
        return {}
    operation = OPERATIONS[ask["op"]]
    found: Json = {"op": ask["op"]}
    for key in operation.needs:
        if ask.get(key) is None:
            faults.say((*path, key), f"{ask['op']} needs {key}", f"say {key}")
    for key, value in ask.items():
        if key == "op" or not faults.one_of(
            (*path, key), key, operation.takes, f"key of {ask['op']}"
        ):
            continue
        if value is not None:
            found[key] = reader.value(operation.takes[key], value, (*path, key))
    _in_order(found, path, faults)
    return found


def _in_order(found: Json, path: Path, faults: Finder) -> None:
    begin, end = found.get("from"), found.get("to")
    if isinstance(begin, date) and isinstance(end, date) and begin > end:
        faults.say(
            (*path, "to"), "the period ends before it begins", "write the earlier day in from"
        )


class _Reader:
    """Reads one value of a question against what the ledger holds."""

    def __init__(self, faults: Finder, ledger: Ledger) -> None:
        self.faults, self.ledger = faults, ledger
        entries = ledger.every
        self.kinds: dict[str, Callable[[Any, Path], Any]] = {
            "day": self._day,
            "days": lambda value, path: self._many(value, path, self._day),
            "text": self._text,
            "texts": lambda value, path: self._many(value, path, self._text),
            "currency": self._currency,
        }
        one: dict[str, tuple[Iterable[str], str]] = {
            "side": ({side for e in entries for side in e.sides}, "side of this ledger"),
            "office": (ledger.offices, "office of this ledger"),
            "entry": (ledger.ids, "entry of this ledger"),
            "source": (set(ledger.sources), "source of this ledger"),
            **{
                kind: ({e.id for e in entries if e.kind == kind}, f"{kind} of this ledger")
                for kind in ("initiative", "request", "commitment")
            },
        }
        many: dict[str, tuple[Iterable[str], str]] = {
            "sides": one["side"],
            "sources": (set(ledger.sources), "source of this ledger"),
            "actors": (set(ledger.parents), "actor of this ledger"),
            "topics": (ledger.topics, "topic of this ledger"),
            "entries": one["entry"],
            "levels": (form.LEVELS, "level"),
            "modes": ({*MODES, *_modes(ledger)}, "mode"),
            "money": (form.MONEY, "source of money"),
        }
        for name, (allowed, kind) in one.items():
            self.kinds[name] = self._chooser(allowed, kind)
        for name, (allowed, kind) in many.items():
            self.kinds[name] = self._list_chooser(allowed, kind)

    def value(self, kind: str, value: Any, path: Path) -> Any:
        """The value of one key, or None where a fault was kept."""
        return self.kinds[kind](value, path)

    def _chooser(self, allowed: Iterable[str], kind: str) -> Callable[[Any, Path], Any]:
        known = list(allowed) if isinstance(allowed, tuple) else sorted(allowed)
        return lambda value, path: value if self.faults.one_of(path, value, known, kind) else None

    def _list_chooser(self, allowed: Iterable[str], kind: str) -> Callable[[Any, Path], Any]:
        one = self._chooser(allowed, kind)
        return lambda value, path: self._many(value, path, one)

    def _many(self, value: Any, path: Path, one: Callable[[Any, Path], Any]) -> list[Any]:
        if not isinstance(value, list):
            return [one(value, path)]
        return [one(item, (*path, n)) for n, item in enumerate(value)]

    def _day(self, value: Any, path: Path) -> date | None:
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.faults.say(path, f"{value!r} is not one day", "write a day such as 2024-01-11")
        return None

    def _text(self, value: Any, path: Path) -> str | None:
        if isinstance(value, str):
            return value
        self.faults.say(path, f"{value!r} is no text", "write the name of a field")
        return None

    def _currency(self, value: Any, path: Path) -> str | None:
        from babel.core import get_global

        if isinstance(value, str) and value in get_global("all_currencies"):
            return value
        self.faults.say(
            path, f"{value!r} is no currency", "write its code of ISO 4217, such as USD"
        )
        return None


def _modes(ledger: Ledger) -> set[str]:
    given = {a.values.get("mode") for e in ledger.every for a in e.accounts}
    given |= {e.data.get("mode") for e in ledger.every}
    return {mode for mode in given if isinstance(mode, str)}

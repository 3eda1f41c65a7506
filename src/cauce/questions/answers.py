"""What somebody has said so far, in the form of a case file, with the way through the questions.

*Could I?* keeps it on a sheet of an hour, an application in its draft: see `Holder`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from cauce.eligibility import Fact, Pack

SAID, UNKNOWN, PRIVATE = "said", "unknown", "private"
# Enough for every page somebody could have open; older ones are past replaying by accident.
MOST_FORMS = 200


class Ref(NamedTuple):
    """Which question: a fact of the household, of a person, or of one record in a person's list."""

    person: int | None
    fact: str
    list_fact: str = ""
    row: int | None = None


@dataclass
class Answers:
    """The day, the household, the answers, and the steps in the order in which they were asked."""

    on: str
    # The fingerprint of the rules they were given under: other rules ask other questions.
    law: str = ""
    own_day: bool = False
    mine: bool = True
    household: dict[str, Any] = field(default_factory=dict)
    persons: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    steps: list[Ref] = field(default_factory=list)
    how: dict[str, str] = field(default_factory=dict)
    now: int | None = None
    left: tuple[int, int] = (0, 0)
    edition: int = 0
    forms: dict[str, str] = field(default_factory=dict)
    # Where several questions stand on a page: those that begin one, those shown that matter no more,
    # and about how many pages come after the one that waits.
    opens: list[Ref] = field(default_factory=list)
    moot: list[Ref] = field(default_factory=list)
    pages_left: int = 0
    # What each person is called, where names were given; *Could I?* asks for none.
    names: list[str] = field(default_factory=list)

    def as_json(self) -> bytes:
        """Return what is sealed."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    def case(self) -> dict[str, Any]:
        """Return the answers as a case file."""
        return {
            "id": "could-i",
            "on": self.on,
            "household": self.household,
            "persons": self.persons,
        }

    def answered(self, ref: Ref) -> str:
        """Return how a question was answered; empty where it was not."""
        return self.how.get(_key(ref), "")

    def every_answered(self) -> list[Ref]:
        """Return the questions that were answered."""
        return [_ref(key) for key in self.how]

    def given(self, pack: Pack, ref: Ref) -> Any:
        """Return the value that was answered."""
        return self._record(pack, ref).get(pack.facts[ref.fact].key)

    def put(self, pack: Pack, ref: Ref, value: Any, how: str) -> None:
        """Keep an answer; records of a list that are named still keep what was said of them."""
        fact = pack.facts[ref.fact]
        if fact.type.kind == "rows" and fact.type.row:
            value = self._resized(fact, ref, value)
        self._record(pack, ref)[fact.key] = value
        self.how[_key(ref)] = how

    def set_people(self, relations: list[Any], key: str) -> None:
        """Say who else is in the household; who stays keeps their answers."""
        kept = self.persons[: len(relations) + 1]
        kept += [{} for _ in range(len(relations) + 1 - len(kept))]
        for person, relation in zip(kept[1:], relations, strict=True):
            person[key] = relation
        if len(kept) < len(self.persons):
            self._drop(lambda ref: ref.person is not None and ref.person >= len(kept))
        self.persons = kept

    def remove_person(self, index: int) -> "Gone":
        """Take somebody off the list, with what was said about them, so that it can be undone."""
        of_them = [key for key in self.how if _ref(key).person == index]
        gone = Gone(
            person=self.persons.pop(index),
            how={key: self.how.pop(key) for key in of_them},
            steps=[ref for ref in self.steps if ref.person == index],
        )
        self.steps = [ref for ref in self.steps if ref.person != index]
        self.opens = [ref for ref in self.opens if ref.person != index]
        self._renumber(lambda person: person - 1 if person > index else person)
        return gone

    def restore_person(self, index: int, gone: "Gone") -> None:
        """Put somebody back where they were."""
        self._renumber(lambda person: person + 1 if person >= index else person)
        self.persons.insert(index, gone.person)
        self.how |= gone.how
        self.steps += gone.steps

    def seen_form(self, form: str, content: str) -> bool:
        """Say whether this very form came with this very content before; else remember it."""
        name = hashlib.sha256(form.encode()).hexdigest()[:16]
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        if self.forms.get(name) == digest:
            return True
        self.forms[name] = digest
        for old in list(self.forms)[:-MOST_FORMS]:
            del self.forms[old]
        return False

    def _record(self, pack: Pack, ref: Ref) -> dict[str, Any]:
        if ref.person is None:
            return self.household
        person = self.persons[ref.person]
        if ref.row is None:
            return person
        record: dict[str, Any] = items(person[pack.facts[ref.list_fact].key])[ref.row]
        return record

    def _resized(self, fact: Fact, ref: Ref, value: Any) -> Any:
        if value is None:
            records: list[Any] = []
        else:
            records = items(value)
        old = items(self.persons[ref.person or 0].get(fact.key))
        kept = [*old[: len(records)], *({} for _ in records[len(old) :])]
        if len(kept) < len(old):
            self._drop(
                lambda r: (
                    (r.person, r.list_fact) == (ref.person, ref.fact)
                    and r.row is not None
                    and r.row >= len(kept)
                )
            )
        if value is None or isinstance(value, list):
            return kept if value is not None else None
        return {**value, "items": kept}

    def _renumber(self, new: Callable[[int], int]) -> None:
        """Give persons other places; pages about "the second person" that are still open no longer fit."""

        def moved(ref: Ref) -> Ref:
            return ref if ref.person is None else ref._replace(person=new(ref.person))

        self.how = {_key(moved(_ref(key))): how for key, how in self.how.items()}
        self.steps = [moved(ref) for ref in self.steps]
        self.opens, self.moot = [moved(ref) for ref in self.opens], []
        self.now = None
        self.edition += 1

    def _drop(self, gone: Any) -> None:
        """Forget the steps of people who left; pages about them that are still open no longer fit."""
        self.how = {k: v for k, v in self.how.items() if not gone(_ref(k))}
        self.steps = [ref for ref in self.steps if not gone(ref)]
        self.opens, self.moot = [ref for ref in self.opens if not gone(ref)], []
        self.now = None
        self.edition += 1


@dataclass(frozen=True)
class Gone:
    """Somebody who was taken off the list, with what had been said about them."""

    person: dict[str, Any]
    how: dict[str, str]
    steps: list[Ref]


class Holder(Protocol):
    """Whatever holds somebody's answers while the pages ask: a sheet of an hour, or a draft."""

    answers: Answers

    @property
    def form_key(self) -> bytes:
        """Return the key that binds a page's form to this holder."""
        ...


def answers_from(text: bytes) -> Answers:
    """Return the answers that were sealed."""
    return answers_of(json.loads(text))


def answers_of(data: Mapping[str, Any]) -> Answers:
    """Return the answers that were sealed within something else."""
    refs = {name: [Ref(*ref) for ref in data.get(name, ())] for name in ("steps", "opens", "moot")}
    return Answers(**{**data, **refs, "left": tuple(data["left"])})


def items(value: Any) -> list[Any]:
    """Return the entries of a list that a case file writes in either form."""
    found: list[Any] = value.get("items", []) if isinstance(value, dict) else value or []
    return found


@lru_cache(maxsize=4096)
def _key(ref: Ref) -> str:
    return json.dumps(ref)


def _ref(key: str) -> Ref:
    return Ref(*json.loads(key))

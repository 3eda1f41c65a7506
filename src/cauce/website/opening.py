"""The first two pages of *Could I?*: which day, who it is about, and who is what to whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cauce.base import clock
from cauce.eligibility import Pack
from cauce.questions.answers import Answers
from cauce.questions.fields import DONT_KNOW, Option, Typed, boxes, codes
from cauce.questions.reading import Unreadable, first, read_day

MOST_OTHERS = 8
NAMES = {"csrfmiddlewaretoken", "day", "d", "m", "y", "who", "others"}


@dataclass(frozen=True)
class Chosen:
    """The day, whether the reader is the main applicant, and how many others there are."""

    on: str
    own_day: bool
    mine: bool
    others: int


def today() -> date:
    """Return the office's day."""
    return clock.today()


def fresh() -> Typed:
    """Return the start page's form as it stands before anybody touched it."""
    return {"day": ["office"], "others": ["0"]}


def typed_from(answers: Answers) -> Typed:
    """Return the start page's form as it was filled in."""
    typed: Typed = {
        "day": ["own" if answers.own_day else "office"],
        "who": ["me" if answers.mine else "other"],
        "others": [str(len(answers.persons) - 1)],
    }
    return {**typed, **boxes("", answers.on)} if answers.own_day else typed


def read(typed: Typed) -> Chosen:
    """Return what was chosen on the start page. Raises Unreadable."""
    _only(typed, NAMES)
    own = first(typed, "day") == "own"
    on = _own_day(typed) if own else today().isoformat()
    who, others = first(typed, "who"), first(typed, "others")
    if who not in {"me", "other"}:
        raise Unreadable(("who", _("Say for whom you answer.")))
    if not others.isdecimal() or int(others) > MOST_OTHERS:
        raise Unreadable(("others", _("Choose how many other people there are.")))
    return Chosen(on, own, who == "me", int(others))


def relations(pack: Pack, lang: str) -> list[Option]:
    """Return what somebody can be to the main applicant."""
    fact = pack.facts[pack.relations.fact]
    every = codes(pack, fact.type.codes, lang)
    return [option for option in every if option.value != pack.relations.principal]


def typed_people(pack: Pack, answers: Answers) -> Typed:
    """Return the people's form as it was filled in."""
    key = pack.facts[pack.relations.fact].key
    found = enumerate((person.get(key) for person in answers.persons[1:]), 1)
    return {f"p{number}": [relation] for number, relation in found if relation}


def read_people(pack: Pack, answers: Answers, typed: Typed) -> list[str | None]:
    """Return each other person's relation; None where it is not known. Raises Unreadable."""
    names = [f"p{number}" for number in range(1, len(answers.persons))]
    _only(typed, {*names, "csrfmiddlewaretoken"})
    known = {option.value for option in relations(pack, "")}
    faults = [
        (name, _("Choose one of the answers on the list."))
        for name in names
        if first(typed, name) not in {*known, DONT_KNOW}
    ]
    if faults:
        raise Unreadable(*faults)
    chosen: list[Any] = [first(typed, name) for name in names]
    return [None if code == DONT_KNOW else code for code in chosen]


def _own_day(typed: Typed) -> str:
    day = read_day(typed, "")
    if day is None or len(day) < len("2024-01-12"):
        raise Unreadable(("d", _("Write the day, the month and the year.")))
    return day


def _only(typed: Typed, names: set[str]) -> None:
    if typed.keys() - names:
        told = _("This form held something that was not asked. Fill it in as it stands.")
        raise Unreadable(("top", told))

"""What the pages, an officer's entry or an import hand to `actions.submit`: checked and complete.

Plain values, as a case file writes them; nothing here knows a pathway or a fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from cauce.base.models import Officer, Site


class Answer(NamedTuple):
    """One fact as it was answered: its value in a case file's form; `how` is said, unknown or private."""

    value: Any
    how: str = "said"


Answers = Mapping[str, Answer]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An identity paper: what kind, its number, who issued it."""

    kind: str
    number: str
    issuer: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonIn:
    """One person of the household. One name is enough, and no date is invented.

    `relation` is the pack's code of what they are to the main applicant; `birth` is EDTF, empty if unknown.
    `number` is how papers that lie ready name this person, where that is not the place in the list.
    """

    given: str
    surname1: str = ""
    surname2: str = ""
    birth: str = ""
    birth_approximate: bool = False
    relation: str = ""
    papers: Sequence[Paper] = ()
    answers: Answers = field(default_factory=dict)
    number: int | None = None

    @property
    def birth_known(self) -> str:
        """Return the birth as the rules may take it: one that is approximate is off by a year either way."""
        year = self.birth[:4]
        if not self.birth_approximate or not year.isdigit():
            return self.birth
        return f"{int(year) - 1:04d}-01-01/{int(year) + 1:04d}-12-31"


@dataclass(frozen=True, kw_only=True)
class RouteIn:
    """A way to reach the household; an address is an E.164 number or an e-mail address."""

    kind: str
    address: str
    whose: str = ""
    may_call: bool = False
    may_write: bool = True
    neutral_only: bool = True
    from_hour: int | None = None
    to_hour: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentIn:
    """One answer to one purpose and recipient."""

    purpose: str
    recipient: str
    given: bool


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Everything of one application. The first person is the main applicant."""

    form_id: UUID
    site: Site
    language: str
    persons: Sequence[PersonIn]
    answers: Answers = field(default_factory=dict)
    consents: Sequence[ConsentIn] = ()
    routes: Sequence[RouteIn] = ()
    spoken: str = ""
    variety: str = ""
    helper_name: str = ""
    helper_relation: str = ""
    channel: str = "web"
    assisted_by: Officer | None = None
    read_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a family keeps. `code` is shown once; a repetition of the same form has none to show."""

    application_id: UUID
    reference: str
    code: str
    call_code: str
    first: bool

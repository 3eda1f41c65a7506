"""What somebody says of a contact or an act, as the verbs take it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ContactIn:
    """A call, a meeting or a visit: who with whom, when (EDTF), how, about what."""

    title: str
    caller: str
    called: str
    day: str
    mode: str = ""
    level: str = ""
    state: str = "held"
    topics: tuple[str, ...] = field(default=())
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ActIn:
    """An act on a request: which, by whom, when (EDTF), in what words, and where that is written.

    `source` is the id of a source that is in the ledger already; empty: the words are the desk's own note.
    `seen` is how many acts the request had when its page was read.
    """

    act: str
    actor: str
    day: str
    seen: int
    words: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleIn:
    """Within how many days an answer is due: days in which the offices of a country work, or all days.

    `counted_from` is the act it is counted from; empty: the last filing or forwarding. `law` says whether a
    law sets it; else it is a rule of the house.
    """

    days: int
    country: str = ""
    counted_from: str = ""
    law: bool = False

    def said(self) -> dict[str, Any]:
        """The same as the record has it."""
        rule = {"days": self.days, "calendar": self.country, "from": self.counted_from}
        return {key: value for key, value in rule.items() if value} | {
            "basis": "law" if self.law else "house rule"
        }


@dataclass(frozen=True, kw_only=True)
class TermIn:
    """Who took which office, or was given which task: from when (EDTF), how, and where that is written.

    `source` is the id of a source of the ledger; empty: a note of the desk that says no more than its day.
    """

    actor: str
    begins: str
    how: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class EndIn:
    """When somebody left an office (EDTF; empty: they hold it still), how, and where that is written."""

    day: str
    how: str = ""
    source: str = ""

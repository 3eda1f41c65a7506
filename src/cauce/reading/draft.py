"""What the reader hands out: a draft of one ledger entry with the words it rests on."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MERGEABLE = ("mode", "said_by", "on_behalf_of", "reported_by")


class Span(NamedTuple):
    """A passage of the text, as character offsets; the end is not included."""

    start: int
    end: int


class When(NamedTuple):
    """A date as the text has it, as EDTF, and how the one became the other."""

    text: str | None
    edtf: str | None
    basis: str


class Amount(NamedTuple):
    """A sum as the text has it; `also` is the same sum in a second currency."""

    value: int | float
    currency: str | None
    qualifier: str
    also: dict[str, Any] | None = None


NOT_STATED = When(None, None, "not stated")


@dataclass
class Draft:
    """One draft. `evidence` begins with the sentence that says it best."""

    kind: str
    act: str
    evidence: list[Span]
    from_: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    date: When = NOT_STATED
    amount: Amount | None = None
    mode: str | None = None
    said_by: str | None = None
    on_behalf_of: str | None = None
    reported_by: str | None = None
    hedged: bool = False

    @property
    def layer(self) -> str:
        """Statements are folded by default: they are most of what a text says."""
        return "statement" if self.kind == "statement" else "entry"

    def as_json(self) -> dict[str, Any]:
        """The draft with the keys and words that are promised to other programs."""
        return {
            "kind": self.kind,
            "act": self.act,
            "from": self.from_,
            "to": self.to,
            "date": self.date._asdict(),
            "amount": self.amount._asdict() if self.amount else None,
            "mode": self.mode,
            "said_by": self.said_by,
            "on_behalf_of": self.on_behalf_of,
            "reported_by": self.reported_by,
            "hedged": self.hedged,
            "layer": self.layer,
            "evidence": [span._asdict() for span in self.evidence],
        }

    def take(self, other: "Draft") -> None:
        """Let another draft of the same thing add its evidence and what this one does not know."""
        self.evidence += [span for span in other.evidence if span not in self.evidence]
        for name in MERGEABLE:
            if getattr(self, name) in (None, "article"):
                setattr(self, name, getattr(other, name) or getattr(self, name))
        if self.date.edtf is None:
            self.date = other.date
        self.from_ = self.from_ or other.from_
        self.to = self.to or other.to

"""Reads the page of a decision into a proposal, and says it again with what was ticked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from cauce.cases.decisions.proposal import Proposal, View

VIEW, WHY = "view:", "why:"
MOST = 4000


@dataclass(frozen=True)
class Typed:
    """What the page sent."""

    posted: QueryDict

    @property
    def id(self) -> UUID:
        """Return the decision's id: given once, when the page was first shown."""
        try:
            return UUID(self.posted.get("id", ""))
        except ValueError:
            return uuid4()

    @property
    def outcome(self) -> str:
        """Return what is decided."""
        return self.posted.get("outcome", "")

    def ticked(self, name: str) -> list[str]:
        """Return what was ticked."""
        return list(dict.fromkeys(self.posted.getlist(name)))

    def text(self, name: str) -> str:
        """Return what was written, with one kind of line end."""
        return self.posted.get(name, "").replace("\r\n", "\n").strip()[:MOST]

    @property
    def views(self) -> Mapping[str, View]:
        """Return the officer's answers to what the rules leave to a person."""
        return {
            name.removeprefix(VIEW): View(
                view=str(self.posted[name]), why=self.text(WHY + name.removeprefix(VIEW))
            )
            for name in self.posted
            if name.startswith(VIEW)
        }

    def proposal(self) -> Proposal:
        """Return the proposal; pathways count only where the family may be referred."""
        refers = self.outcome == "refer"
        return Proposal(
            id=self.id,
            outcome=self.outcome,
            pathways=self.ticked("pathways") if refers else [],
            grounds=self.ticked("grounds"),
            words=self.text("words"),
            reasons=self.text("reasons"),
            discretion=dict(self.views) if refers else {},
        )

    def hidden(self) -> list[tuple[str, Any]]:
        """Return every field again, for a page that only asks for a yes."""
        around = {"csrfmiddlewaretoken", "step", "previewed", "id"}
        pairs = [(n, v) for n, values in self.posted.lists() if n not in around for v in values]
        return [("id", str(self.id)), *pairs]

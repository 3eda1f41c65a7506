"""A text with its numbered passages, and the card of each draft, as the page shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from cauce.governments.drafts import said
from cauce.governments.drafts.forms import CardForm
from cauce.governments.drafts.matching import same_as
from cauce.governments.drafts.models import DraftEntry, ReadText
from cauce.governments.told import QUALIFIERS
from cauce.reading.text import sentences

Json = dict[str, Any]
# A title for an entry is a few words; the officer writes better ones.
_MOST_WORDS = 10
_WITH_SUM = ("commitment", "transaction")


@dataclass(frozen=True)
class Piece:
    """A stretch of the text and the numbers of the drafts that rest on it."""

    text: str
    drafts: tuple[DraftEntry, ...]


@dataclass(frozen=True)
class Card:
    """One draft with its form."""

    draft: DraftEntry
    form: CardForm | None
    passages: tuple[str, ...]
    same: list[tuple[Json, list[tuple[str, str, str]]]]
    today: bool


def pieces(text: ReadText, drafts: list[DraftEntry]) -> list[Piece]:
    """The whole text in order, cut into its sentences and what stands between them."""
    found, at = [], 0
    for start, end in spans(text):
        rests = tuple(
            d for d in drafts
            if any(e["start"] < end and start < e["end"] for e in d.read["evidence"])
        )  # fmt: skip
        found += [Piece(text.text[at:start], ()), Piece(text.text[start:end], rests)]
        at = end
    return [*found, Piece(text.text[at:], ())]


def spans(text: ReadText) -> list[tuple[int, int]]:
    """Where the sentences of a text lie."""
    return [(s.start, s.end) for s in sentences(text.text)]


def card(draft: DraftEntry, record: Json, today: date, data: Any = None) -> Card:
    """The card of a draft: its three questions filled in from what was read."""
    passages = tuple(draft.text.text[e["start"] : e["end"]] for e in draft.read["evidence"])
    if draft.state != DraftEntry.State.WAITING:
        return Card(draft, None, passages, [], draft.since.date() == today)
    same = same_as(record, draft.read)
    read = draft.read
    first = {
        "title": " ".join(passages[0].split()[:_MOST_WORDS]) if passages else "",
        "act": read["act"],
        "giver": next(iter(read["from"]), ""),
        "receiver": next(iter(read["to"]), ""),
        "said_by": "" if read["said_by"] in (None, "article") else read["said_by"],
        "reported_by": read["reported_by"] or "",
        "day": read["date"]["edtf"] or "",
    }
    form = CardForm(
        data,
        acts=list(said.ACTS[read["kind"]].items()),
        same=[("", _("A new entry")), *((e["id"], e["title"]) for e, _differ in same)],
        initial=first | (read["amount"] or {}),
        prefix=draft.pk.hex,
        bounds=list(QUALIFIERS.items()) if read["kind"] in _WITH_SUM else (),
    )
    return Card(draft, form, passages, same, False)


def figures() -> Json:
    """What was measured of the reader at this office: how its drafts were decided, and how many it missed."""
    rows = DraftEntry._default_manager.values("state", "by_hand", "reason").annotate(n=Count("pk"))
    read = [row for row in rows if not row["by_hand"]]
    return {
        "accepted": sum(r["n"] for r in read if r["state"] == "accepted"),
        "rejected": sum(r["n"] for r in read if r["state"] == "rejected"),
        "missed": sum(r["n"] for r in rows if r["by_hand"] and r["state"] == "accepted"),
        "reasons": sorted(
            (str(said.REASONS[r["reason"]]), r["n"]) for r in read if r["state"] == "rejected"
        ),
    }

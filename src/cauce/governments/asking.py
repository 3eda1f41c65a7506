"""What a reader lets count: which talks, by whom and as told by whom, and over which days sums are added."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cauce.governments.showing import Reading, day_of
from cauce.governments.vocabulary import LEVELS, MODES
from cauce.ledger import form
from cauce.ledger.book import Entry

Json = dict[str, Any]
Faults = list[tuple[str, str]]
# How a contact was held; the other modes say what a request asks for.
MEANS = ("phone", "video", "meeting", "visit", "letter", "note")
_WORDS = {
    "level": "levels", "mode": "modes", "topic": "topics", "person": "persons", "only": "only",
}  # fmt: skip


def talks_asked(
    request: HttpRequest, reading: Reading, contacts: list[Entry]
) -> tuple[Json, Json, Faults]:
    """What counts as a talk: the reader's choices, the same in a question's words, and what is neither."""
    offered = {key: dict(pairs) for key, pairs in offers(reading, contacts).items()}
    said = {key: list(filter(None, request.GET.getlist(key))) for key in _WORDS}
    chosen = {key: [v for v in said[key] if v in offered[key]] for key in said}
    chosen = {key: list(dict.fromkeys(values)) for key, values in chosen.items() if values}
    wrong = [key for key, values in said.items() if set(values) - offered[key].keys()]
    words = {_WORDS[key]: values for key, values in chosen.items()}
    return chosen, words, [(key, _("Choose one of the answers on the list.")) for key in wrong]


def offers(reading: Reading, contacts: list[Entry]) -> dict[str, list[tuple[str, Any]]]:
    """What may be chosen: the ledger's words, and who took part in these contacts or told of them."""
    record = reading.book.data
    persons = {name for entry in contacts for name in entry.actors - entry.sides}
    sources = {a.data["source"] for entry in contacts for a in entry.accounts}
    return {
        "level": [(code, LEVELS[code]) for code in form.LEVELS],
        "mode": [(code, MODES[code]) for code in MEANS],
        "topic": [(topic["id"], topic["label"]) for topic in record["topics"]],
        "person": sorted(((n, reading.name(n)) for n in persons), key=lambda pair: pair[1]),
        "only": sorted(
            ((s["id"], s["title"]) for s in record["sources"] if s["id"] in sources),
            key=lambda pair: str(pair[1]),
        ),
    }


def period_asked(request: HttpRequest, reading: Reading) -> tuple[Json, Json, Faults]:
    """Over which days sums are added: as it was typed, the same in a question's words, and what is no day."""
    words: dict[str, date] = {}
    faults: Faults = []
    for key, name in (("since", "from"), ("until", "to")):
        day, fault = day_of(request, key)
        faults += [fault] if fault else []
        if day:
            words[name] = day
    said = {key: request.GET.get(key, "") for key in ("since", "until") if request.GET.get(key)}
    return said, {"to": reading.day} | words, faults

"""A question in an address becomes one of the ledger's questions, read as the command line reads a file."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from cauce.ledger import OPERATIONS, Fault, Faults, Ledger, answer, read_questions

Json = dict[str, Any]
# Kinds of values of which there may be several: one key said again, or commas between them.
MANY = frozenset(
    {"days", "texts", "sides", "sources", "actors", "topics", "entries", "levels", "modes", "money"}
)
_BEFORE = "questions.0.ask."


class Unread(Exception):
    """A question that cannot be read; `faults` says which field, and what is allowed there."""

    def __init__(self, faults: list[Json]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


def asked(operation: str, query: QueryDict, book: Ledger) -> Json:
    """What an address asks. Raises Unread."""
    takes = OPERATIONS[operation].takes if operation in OPERATIONS else {}
    ask: Json = {"op": operation}
    twice = []
    for key, values in query.lists():
        if takes.get(key) in MANY:
            ask[key] = [part for value in values for part in value.split(",")]
        elif len(values) == 1 and key != "op":
            ask[key] = values[0]
        else:
            twice.append(_fault(key, "it is said more than once", "say it once"))
    try:
        text = json.dumps({"questions": [{"id": "asked", "ask": ask}]})
        read: Json = read_questions(text, "question", book)["asked"]
    except Faults as error:
        raise Unread([*twice, *map(_of, error.faults)]) from None
    if twice:
        raise Unread(twice)
    return read


def answered(operation: str, query: QueryDict, book: Ledger) -> Json:
    """What was asked, in full, and its answer. Raises Unread."""
    read = asked(operation, query, book)
    return {"asked": dict(_plain(read)), "answer": answer(book, read)}


def _plain(read: Json) -> Iterator[tuple[str, Any]]:
    for key, value in read.items():
        if isinstance(value, list):
            yield key, [str(one) for one in value]
        elif value is not None:
            yield key, str(value)


def _of(fault: Fault) -> Json:
    field, _, what = fault.what.removeprefix(_BEFORE).partition(": ")
    return _fault(field.split(".")[0], what, fault.mend)


def _fault(field: str, what: str, allowed: str) -> Json:
    return {"field": "operation" if field == "op" else field, "what": what, "allowed": allowed}

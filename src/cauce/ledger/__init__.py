"""The governments' ledger: a record is read, looked at as known on a day, and asked. One door."""

from cauce.ledger.agenda import agenda
from cauce.ledger.book import Ledger
from cauce.ledger.days import When, when
from cauce.ledger.faults import Fault, Faults
from cauce.ledger.items import brief_items, changed
from cauce.ledger.merging import canonical, merge, shown
from cauce.ledger.questions import OPERATIONS, answer, listed, read_questions
from cauce.ledger.reading import check, read_record
from cauce.ledger.requests import CLOSING

__all__ = [
    "CLOSING",
    "OPERATIONS",
    "Fault",
    "Faults",
    "Ledger",
    "When",
    "agenda",
    "answer",
    "brief_items",
    "canonical",
    "changed",
    "check",
    "listed",
    "merge",
    "read_questions",
    "read_record",
    "shown",
    "when",
]

"""The demonstration's ledger: facts of the public record between governments, with their sources."""

from datetime import datetime
from pathlib import Path

from cauce.base.actors import Actor
from cauce.governments.actions import load_ledger
from cauce.governments.keeping.actions import publish
from cauce.ledger import read_record

FILE = Path(__file__).with_name("ledger.json")


def load_published_ledger(*, at: datetime) -> None:
    """Load the facts, and let everybody read them."""
    record = read_record(FILE.read_text(encoding="utf-8"), FILE.name)
    load_ledger(record=record, by=Actor.DEMONSTRATION, at=at)
    publish(entries=[entry["id"] for entry in record["entries"]], by=Actor.DEMONSTRATION, at=at)

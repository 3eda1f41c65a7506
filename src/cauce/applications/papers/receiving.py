"""The way of a file from a form to a kept paper; everything slow happens before the verb."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4, uuid5

from cauce.applications.models import Document
from cauce.applications.papers import actions, keeping, limits, sentences
from cauce.applications.papers.keeping import Home
from cauce.base import files
from cauce.base.actors import By
from cauce.base.refusal import Refused
from cauce.imaging import Unusable, clean


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file as it came; `form` is the id of the form that brought it."""

    form: UUID
    kind: str
    data: bytes
    name: str = ""
    about: int | None = None

    @property
    def document(self) -> UUID:
        """Return the id of the paper: a form that is sent twice brings one, with another photo another."""
        return uuid5(self.form, sha256(self.data).hexdigest())


def receive(*, home: Home, brought: Brought, by: By, at: datetime) -> Document:
    """Keep a file, once: a repetition of its form finds the first paper.

    Raises `Refused` with a sentence, or `imaging.Busy` when too many files are being read. Outside any
    transaction and the write gate: reading a large file takes seconds.
    """
    kept = keeping.of_home(home, brought.document)
    if kept is not None:
        return kept
    _demand_room(home)
    draft = Document(pk=brought.document, key=home.key)
    try:
        pages = clean(brought.data).pages
        names = keeping.seal(draft, pages)
    except Unusable as unusable:
        raise sentences.about(unusable.trouble, size=len(brought.data)) from None
    except files.NoRoom:
        raise sentences.no_room() from None
    return _keep(home, brought, names, sum(len(p.jpeg) for p in pages), by, at)


def _keep(
    home: Home, brought: Brought, names: list[str], size: int, by: By, at: datetime
) -> Document:
    try:
        return actions.keep_document(
            home=home,
            document=brought.document,
            kind=brought.kind,
            files=names,
            size=size,
            content={"name": brought.name[:120], "about": brought.about},
            by=by,
            at=at,
        )
    except actions.Repeated:
        files.remove(names)
        first = keeping.of_home(home, brought.document)
        if first is None:  # the id is of another home: made up, or typed by hand
            raise
        return first
    except BaseException:
        files.remove(names)
        raise


def _demand_room(home: Home) -> None:
    """Refuse before the work: the verb counts once more, under its lock."""
    there = [d for d in keeping.listed(home) if d.state != Document.State.REMOVED]
    if len(there) >= limits.MOST_FILES:
        raise sentences.too_many()
    if sum(d.size for d in there) >= limits.MOST_ALL_BYTES:
        raise sentences.too_much()


def form_of(text: str) -> UUID:
    """Return the id that a form carries; a fresh one where it has none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def refuse_large(size: int) -> Refused:
    """Return the refusal of a file that the form's reader dropped already."""
    return sentences.too_big(size)

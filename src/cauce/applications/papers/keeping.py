"""A paper's pages on the disk: sealed under the household's key, opened for whoever may see them."""

from typing import Any
from uuid import UUID

from cauce.applications.models import Application, Document, Draft
from cauce.base import envelopes, files
from cauce.base.envelopes import OpenKeys
from cauce.imaging import Page

Home = Draft | Application


def seal(document: Document, pages: tuple[Page, ...]) -> list[str]:
    """Write a paper's pages and return their names; if one cannot be written, none is left."""
    names: list[str] = []
    opened = OpenKeys()
    try:
        for page in pages:
            names.append(files.new_name(document.pk))
            envelope = envelopes.close_bytes(document, names[-1], page.jpeg, opened=opened)
            files.write(names[-1], envelope)
    except BaseException:
        files.remove(names)
        raise
    return names


def picture(document: Document, page: int) -> bytes | None:
    """Return a page as a JPEG; None where there is none, or none any more."""
    if not is_there(document, page):
        return None
    name = document.files[page - 1]
    # The name is part of what the envelope is bound to: pages cannot be exchanged on the disk.
    return envelopes.read_bytes(document, name, files.read(name))


def is_there(document: Document, page: int) -> bool:
    """Say whether a page can be opened: its key was not destroyed, and its file lies on the disk."""
    if envelopes.is_erased(document) or not 1 <= page <= len(document.files):
        return False
    return files.path_of(document.files[page - 1]).exists()


def home_of(document: Document) -> Home:
    """Return the draft or the application that a paper belongs to."""
    home = document.application or document.draft
    assert home is not None, "the database refuses a paper without a home"  # noqa: S101 - a constraint
    return home


def of_home(home: Home, document: UUID) -> Document | None:
    """Return a paper of this home; somebody else's is not found."""
    found: Document | None = (
        rows_of(home).filter(pk=document).select_related("key", "member").first()
    )
    return found


def listed(home: Home) -> list[Document]:
    """Return a home's papers, the oldest first; those that were swept are gone."""
    rows = rows_of(home).select_related("key", "member").order_by("sent_at", "pk")
    return [row for row in rows if row.files]


def rows_of(home: Home) -> Any:
    """Return the question for a home's papers."""
    if isinstance(home, Draft):
        return Document.objects.of(draft=home)
    return Document.objects.of(application=home)

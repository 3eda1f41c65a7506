"""A household's own copy of its file: one archive with everything that lies under its keys.

`data.json` is complete by construction: every row of every table that lies under the household's or its
persons' keys, opened. `index.html` tells a person what it comes to (`telling`), and `papers/` holds the
pages of the documents as pictures.

Left out is what was told in an interview only, and what protects somebody: the copy goes to whoever has the
household's code, and that may be the one from whom somebody else in it needs protection. The page says so;
each person may ask for it at the office.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import translation

from cauce.applications.models import Document
from cauce.applications.papers import keeping
from cauce.base import envelopes, files, reads
from cauce.base.envelopes import OpenKeys
from cauce.base.guarded import GuardedQuerySet
from cauce.base.models import Event, SubjectKey
from cauce.base.privacy import SENSITIVE, house_models
from cauce.people.models import Household
from cauce.privacy import telling
from cauce.privacy.erasing import keys_of

WHY = "a family's copy holds every row that lies under its keys"
Tables = dict[str, list[dict[str, Any]]]
# Sensitive, and yet nothing but what the family itself wrote, or was written to it.
ITS_OWN = frozenset({"Correction", "Review", "Notice", "LocalMessage", "Draft"})


def archive(household: Household, *, at: datetime) -> bytes:
    """Return the archive as bytes: made in memory, because the clear text must never touch a disk."""
    opened, under = OpenKeys(), [key for key in keys_of(household) if key.destroyed_at is None]
    tables = tables_under(under, opened, protected=False)
    read_by = [{"at": e.at, "officer": _office_of(e), "verb": e.verb} for e in _reads(under)]
    said = {"made_at": at.isoformat(), "tables": tables, "read_by": read_by}
    with translation.override(household.language):
        context = {
            "at": at,
            "sections": telling.sections(tables, household.site),
            "reads": read_by,
            "language": household.language,
        }
        page = render_to_string("privacy/copy.html", context, using="office")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("index.html", page)
        made.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=1, default=str))
        for name, content in _papers(under, opened):
            made.writestr(name, content)
    return out.getvalue()


def tables_under(under: list[SubjectKey], opened: OpenKeys, *, protected: bool = True) -> Tables:
    """Return every row that lies under some keys, its envelopes opened, by the record's name."""
    found: Tables = {}
    for model in house_models():
        # A word called `key` is no subject's key.
        sealed = any(f.name == "key" and f.is_relation for f in model._meta.concrete_fields)
        if sealed and model._meta.label != "privacy.FileCopy":
            rows = [_row(record, opened, protected) for record in _rows(model, under)]
            if rows:
                found[model.__name__] = rows
    return found


def _rows(model: type[Model], under: list[SubjectKey]) -> Iterator[Any]:
    rows = model._default_manager.all()
    every = rows.unscoped(WHY) if isinstance(rows, GuardedQuerySet) else rows
    yield from every.filter(key__in=under).select_related("key").order_by("pk")


def _row(record: Any, opened: OpenKeys, protected: bool) -> dict[str, Any]:
    """Return a row as its person may read it: without digests and tokens, with its envelopes opened."""
    row: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if field.name.startswith("sealed"):
            if protected or not _protects(record, field):
                said = envelopes.read(record, field.name, opened=opened)
                # Two envelopes of a record may use the same word: neither takes the other's place.
                row |= {k if k not in row else f"{field.name}: {k}": v for k, v in said.items()}
        elif _may_be_read(record, field):
            row[field.name] = field.value_from_object(record)
    return row


def _protects(record: Any, field: Any) -> bool:
    return record.PRIVACY[field.name] == SENSITIVE and type(record).__name__ not in ITS_OWN


def _may_be_read(record: Any, field: Any) -> bool:
    binary = field.get_internal_type() == "BinaryField"
    return not binary and field.name != "key" and record.PRIVACY[field.name] != SENSITIVE


def _papers(under: list[SubjectKey], opened: OpenKeys) -> Iterator[tuple[str, bytes]]:
    # Also what nobody has called readable yet, and what was sent back: it is theirs.
    there = Document.objects.unscoped(WHY).filter(key__in=under)
    for document in there.exclude(state=Document.State.REMOVED).select_related("key"):
        for number, name in enumerate(document.files, 1):
            if not keeping.is_there(document, number):
                continue  # lost with a disk: one page must not keep the rest of the file back
            content = envelopes.read_bytes(document, name, files.read(name), opened=opened)
            yield f"papers/{document.kind}-{document.pk}-{number}.jpg", content


def _reads(under: list[SubjectKey]) -> Iterator[Event]:
    for key in under:
        yield from reads.readers(subject=key.pk)


def _office_of(event: Event) -> str:
    return event.officer.display_name if event.officer else event.actor

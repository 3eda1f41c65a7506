"""The ledger's files: a table, the dates to come, the promised and given sums; as known on the page's day."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.base import clock
from cauce.governments.exports.calendar import calendar
from cauce.governments.exports.iati import activities
from cauce.governments.exports.sheet import sheet
from cauce.governments.exports.tables import TABLES, rows
from cauce.governments.models import Keeping, Step
from cauce.governments.showing import Reading, read
from cauce.ledger import agenda

Json = dict[str, Any]


@require_safe
def listed(request: HttpRequest, table: str) -> HttpResponse:
    """A list of the ledger as CSV."""
    reading = read(request)
    if table not in TABLES:
        raise Http404
    found = rows(table, reading.book, day=reading.day, known_on=reading.known_on)
    return _file(reading, sheet(found), "text/csv; charset=utf-8", f"{table}.csv")


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The dates to come; at the desk also those of its steps, and of looking at an entry again."""
    reading = read(request)
    items = agenda(reading.view, {"as_of": reading.day})
    if not reading.public:
        items += [*_looked_at_again(), *_steps()]
    made = calendar(
        items,
        say=lambda item: _said(reading, item),
        name=_("Between governments"),
        at=clock.now(),
    )
    return _file(reading, made, "text/calendar; charset=utf-8", "next-dates.ics")


@require_safe
def iati(request: HttpRequest) -> HttpResponse:
    """The promised and given sums as activities of the standard; no file where there are none."""
    reading = read(request)
    found = activities(
        reading.book, known_on=reading.known_on, at=clock.now(), publisher=settings.IATI_PUBLISHER
    )
    if found is None:
        raise Http404
    return _file(reading, found, "application/xml", "iati.xml")


def _file(reading: Reading, text: str | bytes, kind: str, name: str) -> HttpResponse:
    """A file; a day that cannot be read gives none, for it would hold something else than was asked."""
    if reading.faults:
        said = "\n".join(f"{field}: {sentence}" for field, sentence in reading.faults)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _looked_at_again() -> Iterator[Json]:
    kept = Keeping._default_manager.exclude(next_date=None).order_by("next_date", "pk")
    for row in kept:
        yield {"what": "look_again", "about": row.pk, "date": str(row.next_date)}


def _steps() -> Iterator[Json]:
    rows = Step._default_manager.filter(state=Step.State.OPEN).order_by("next_date", "pk")
    for row in rows:
        yield {"what": "step", "about": str(row.pk), "date": str(row.next_date), "said": row.what}


def _said(reading: Reading, item: Json) -> str:
    """What comes, in the reader's language; titles and names are the ledger's own."""
    about = item["about"]
    if item["what"] == "step":
        return _("Next step: %(step)s") % {"step": item["said"]}
    if item["what"] == "term_ends":
        tenure = next(t for t in reading.book.tenures if t["id"] == about)
        who = {"person": reading.name(tenure["actor"]), "office": reading.name(tenure["office"])}
        return _("Term ends: %(person)s, %(office)s") % who
    texts = {
        "answer_expected": _("Answer expected: %(title)s"),
        "contact_planned": _("Talk planned: %(title)s"),
        "end_planned": _("Planned end: %(title)s"),
        "look_again": _("Look again: %(title)s"),
    }
    return texts[item["what"]] % {"title": reading.title(about)}

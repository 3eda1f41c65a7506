"""The pages of sources and of what they differ in: what rests on a source, and differences side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cauce.governments import told
from cauce.governments.deeds.offers import offers_for_matters, offers_for_source
from cauce.governments.showing import Reading, page, read, shown
from cauce.ledger.sides import source_story

Json = dict[str, Any]


@require_safe
@shown
def source(request: HttpRequest, name: str) -> HttpResponse:
    """Show a source: what rests on it, and what falls if it is taken back."""
    reading = read(request)
    found = reading.book.sources.get(name)
    if found is None:
        raise Http404
    story = source_story(reading.view, {"source": name})
    context = {
        "source": found,
        "published": found.get("published"),
        "origin": told.source_link(reading, found["derived_from"])
        if found.get("derived_from")
        else None,
        "derived": [told.source_link(reading, one) for one in story["derived"]],
        "falls": told.links(reading, story["fall"]),
        "falls_too": told.links(
            reading, [one for one in story["fall_with_derived"] if one not in story["fall"]]
        ),
        "keeps": [_kept(reading, one) for one in story["keep"]],
        "values": [_value(reading, one) for one in story["values"]],
        "tenures": told.links(reading, story["tenures"]),
        "count": len(story["accounts"]),
        "offers": offers_for_source(request, reading, found),
    }
    return page(request, "source", reading, context, title=found["title"], foreign=True)


def _kept(reading: Reading, kept: Json) -> Json:
    left = [told.source_link(reading, one) for one in kept["left"]]
    return {"link": told.link(reading, kept["entry"]), "left": left}


def _value(reading: Reading, lost: Json) -> Json:
    return {
        "link": told.link(reading, lost["entry"]),
        "field": told.field_said(lost["field"]),
        "was": told.value_said(reading, lost["field"], lost["was"]),
        "then": told.value_said(reading, lost["field"], lost["then"]),
    }


@require_safe
@shown
def disagreements(request: HttpRequest) -> HttpResponse:
    """List where accounts differ, field by field, what nobody decided first."""
    reading = read(request)
    fields = dict.fromkeys(matter["field"] for matter in reading.book.disagreements)
    topic, field = (request.GET.get(key, "").strip() for key in ("topic", "field"))
    faults: list[tuple[str, str]] = []
    if topic and topic not in reading.book.topics:
        faults, topic = [("topic", _("There is no such topic. Choose one of the list."))], ""
    if field and field not in fields:
        faults, field = [*faults, ("field", _("Choose one of the answers on the list."))], ""
    narrowed = {key: said for key, said in (("topic", topic), ("field", field)) if said}
    found = told.matters(reading, **{f"{key}s": [said] for key, said in narrowed.items()})
    context = {
        "open_matters": [one for one in found if one["settled"] is None],
        "settled": [one for one in found if one["settled"] is not None],
        "topics": reading.book.data["topics"],
        "topic": topic,
        "field": field,
        "fields": [(code, told.field_said(code)) for code in fields],
        "narrowed": narrowed,
        "faults": faults,
        "may_settle": offers_for_matters(request, reading),
    }
    return page(request, "disagreements", reading, context, title=_("Where accounts differ"))

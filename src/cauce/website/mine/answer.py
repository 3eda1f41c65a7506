"""The answer of the rules, way by way and person by person, as it was given on its day."""

from django.http import HttpRequest, HttpResponse

from cauce.applications.explaining import ASK, Missing, explained
from cauce.applications.models import Application, Screening
from cauce.base import clock
from cauce.packs import pack
from cauce.questions.told import at_a_glance
from cauce.website.mine.inside import inner, show
from cauce.website.mine.told import Told, opened
from cauce.website.pages import language
from cauce.website.settling import Numbers, settling


@inner
def answer(request: HttpRequest, application: Application) -> HttpResponse:
    """Show the newest screening, and which older ones there are."""
    rows = list(
        Screening.objects.of(application=application).select_related("key").order_by("-number")
    )
    if not rows:
        return show(request, "answer", {"row": None})
    told = opened(application, clock.now())
    names = {
        member.number: name for member, name in zip(told.members, told.answers.names, strict=True)
    }
    ways = explained(rows[0], language(), names=names, own=True)
    settled = settling(ways)
    context = {
        "row": rows[0],
        "settled": settled,
        "numbers": Numbers(settled),
        "at_a_glance": at_a_glance,
        "older": rows[1:],
        "ways": ways,
        "main": names.get(0, ""),
        "counts": {word: sum(way.word == word for way in ways) for word in {w.word for w in ways}},
        "pack": pack(),
        "step": lambda item: _step(told, item),
    }
    return show(request, "answer", context)


def _step(told: Told, item: Missing) -> int:
    if item.kind != ASK:
        return 0
    return told.step_of(item.member, item.fact, item.list_fact, item.row)

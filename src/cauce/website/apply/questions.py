"""The questions that the rules still need an answer to: the pages of *Could I?*, saved into the draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cauce.website import asking
from cauce.website.apply import desk as desks
from cauce.website.apply.desk import Desk
from cauce.website.apply.steps import after, around, lost, next_after, step, stops, to

PLACE = asking.Place(template="apply/question", question="apply:question", before="apply:contact")


@step
def first(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lead to the question that waits, or past the questions."""
    return next_after(desk, "contact")


@step
def question(request: HttpRequest, desk: Desk, step: int) -> HttpResponse:
    """Ask one question, or take its answer."""
    if request.method == "POST":
        return _take(request, desk, step)
    if not 1 <= step <= len(desk.answers.steps):
        return to("questions")
    return _show(request, desk, step)


def _take(request: HttpRequest, desk: Desk, step: int) -> HttpResponse:
    if not desk.answers.steps:
        return to("questions")
    if stops(request):
        return to("stopped")
    try:
        changed = asking.take(request, desk, lambda edit: desks.change(request, edit))
    except asking.Again as again:
        return _show(request, desk, again.step or step, again.typed, again.faults)
    return lost(request) if changed is None else after(request, changed, "contact")


def _show(request: HttpRequest, desk: Desk, step: int, *shown: Any) -> HttpResponse:
    return asking.show(request, desk, step, *shown, place=PLACE, more=around(desk, "question"))

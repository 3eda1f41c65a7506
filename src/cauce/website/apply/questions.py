"""The questions that the rules still need an answer to: the pages of *Could I?*, saved into the draft."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from cauce.packs import pack
from cauce.website import asking, interview
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
        changed = asking.take(request, desk, lambda edit: desks.change(request, _noticing(edit)))
    except asking.Again as again:
        return _show(request, desk, again.step or step, again.typed, again.faults)
    return lost(request) if changed is None else after(request, changed, "contact")


def _noticing(edit: Callable[[Desk], None]) -> Callable[[Desk], None]:
    """Notice, where an answer is changed, which others stopped mattering: the read-back names them.

    Looking costs a question to the engine for every answer, so it is done then and not at every page.
    """

    def noticing(desk: Desk) -> None:
        before = set(desk.answers.how)
        edit(desk)
        again = desk.said.get("idle") and desk.answers.now is None
        if set(desk.answers.how) <= before or again:
            desk.said["idle"] = [list(ref) for ref in interview.idle(pack(), desk.answers)]

    return noticing


def _show(request: HttpRequest, desk: Desk, step: int, *shown: Any) -> HttpResponse:
    return asking.show(request, desk, step, *shown, place=PLACE, more=around(desk, "question"))

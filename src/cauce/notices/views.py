"""Officers' pages of letters: one letter and who must be told, its paper, and the local outbox."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock, envelopes
from cauce.base.actions import take_up_effect
from cauce.base.envelopes import OpenKeys
from cauce.base.models import Outbox, Site, WorkerTick
from cauce.base.refusal import Refused
from cauce.notices import actions, words
from cauce.notices.models import LocalMessage
from cauce.notices.opening import notice_of, officer_of, opened

PER_PAGE = 50


@require_safe
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show a letter as the family reads it, how it went out, and what is left to do."""
    found = opened(officer_of(request), notice_id, at=clock.now())
    return _page(request, "notice.html", {"found": found}, site=found.notice.site)


@require_safe
def paper(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show a letter alone, to be printed and handed over."""
    found = opened(officer_of(request), notice_id, at=clock.now())
    return _page(request, "paper.html", {"found": found}, site=found.notice.site)


@require_POST
def told(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Record that the family was told."""
    return _do(request, notice_id, actions.mark_told, "told", how=request.POST.get("how", ""))


@require_POST
def not_reached(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Record that nobody was reached, and why."""
    because = request.POST.get("because", "")
    return _do(request, notice_id, actions.could_not_reach, "not-reached", because=because)


@require_POST
def again(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Try the ways again that failed, and new ones."""
    return _do(request, notice_id, actions.retry, "again")


@require_POST
def made(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Make a letter whose text was missing."""
    return _do(request, notice_id, actions.unblock, "made")


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show what a demonstration sent, what the machine gave up, and when it last worked."""
    officer = officer_of(request)
    rows = LocalMessage.objects.seen_by(officer).filter(key__destroyed_at=None)
    found = rows.select_related("key").order_by("-at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    keys = OpenKeys()
    messages = [
        (row, words.CHANNELS[row.channel], envelopes.read(row, "sealed", opened=keys))
        for row in page
    ]
    context = {
        "page": page,
        "messages": messages,
        "production": settings.PRODUCTION,
        "given_up": Outbox.objects.filter(state=Outbox.State.GIVEN_UP).order_by("-settled_at"),
        "tick": WorkerTick.objects.order_by("-at").first(),
    }
    grant = officer.grants.select_related("site").order_by("site__name").first()
    return _page(request, "outbox.html", context, site=grant.site if grant else None)


@require_POST
def effect_again(request: HttpRequest, effect_id: UUID) -> HttpResponse:
    """Try once more what the machine gave up."""
    effect, address = get_object_or_404(Outbox, pk=effect_id), reverse("notices:outbox")
    try:
        take_up_effect(
            effect=effect, now=clock.machine_now(), by=officer_of(request), at=clock.now()
        )
    except Refused as refused:
        context = {"sentence": refused.sentence, "back": address}
        return _page(request, "office/refused.html", context, status=422)
    return HttpResponseRedirect(f"{address}?done=again#main")


def _do(
    request: HttpRequest, notice_id: UUID, verb: Callable[..., Any], done: str, **words_of: str
) -> HttpResponse:
    officer = officer_of(request)
    found = notice_of(officer, notice_id)
    address = reverse("notices:notice", args=[notice_id])
    try:
        verb(notice=found, **words_of, by=officer, at=clock.now())
    except Refused as refused:
        context = {"sentence": refused.sentence, "back": address}
        return _page(request, "office/refused.html", context, site=found.site, status=422)
    return HttpResponseRedirect(f"{address}?done={done}#main")


def _page(
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    site: Site | None = None,
    status: int = 200,
) -> HttpResponse:
    said = words.DONE.get(request.GET.get("done", ""))
    shown = {"site": site, **context, **({"done": said} if said else {})}
    place = name if "/" in name else f"notices/{name}"
    with timezone.override(ZoneInfo(site.time_zone if site else "UTC")):
        return render(request, place, shown, status=status, using="office")

"""Pages of handover briefs: listed, frozen, read in Spanish or English, acknowledged, carried over."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, allowed
from cauce.governments import desk
from cauce.governments.briefs import actions
from cauce.governments.briefs.forms import BriefForm
from cauce.governments.briefs.incoming import incoming
from cauce.governments.briefs.models import Brief, BriefItem
from cauce.governments.briefs.showing import lapsed, sections, since_then
from cauce.governments.saying import date_said
from cauce.governments.showing import page, read

Json = dict[str, Any]
# In these two a brief is handed over.
LANGUAGES = {"es": "Español", "en": "English"}
_Waiting = Q(items__state=BriefItem.State.WAITING)


@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    """List the briefs, those in force first."""
    rows = Brief._default_manager.select_related("side", "office")
    found = rows.annotate(all_items=Count("items"), waiting=Count("items", filter=_Waiting))
    context = {
        "briefs": found.order_by("state", "-frozen_at"),
        "without_day": True,
        "may_keep": allowed(_officer(request), Permission.KEEP_LEDGER),
    }
    return page(request, "briefs", read(request), context, title=_("Handover briefs"))


def new(request: HttpRequest) -> HttpResponse:
    """Freeze a brief."""
    book = desk.ledger(public=False)
    actors = {actor["id"]: str(actor["name"]) for actor in book.data["actors"]}
    form = BriefForm(
        request.POST or None,
        sides=[(name, actors[name]) for name in sorted(book.governments, key=actors.__getitem__)],
        offices=[(office["id"], str(office["title"])) for office in book.data["offices"]],
        today=clock.today(),
        chosen=request.GET.get("side", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.freeze_brief(**form.cleaned_data, by=_officer(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return _to(made, "brief-frozen")
    context = {
        "form": form,
        "title": _("Freeze a handover brief"),
        "button": _("Freeze it"),
        "back": reverse("desk:briefs"),
        "back_text": _("Back to the briefs"),
        "lines": [
            _(
                "What is known on that day is kept as it is. A later brief of the office takes its place."
            ),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "office/form.html", context, status=status, using="office")


@require_safe
def brief(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Show a brief as it was frozen, and on screen what has changed since."""
    return _show(request, _brief(brief_id))


@require_POST
def acknowledge(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Write down that somebody of the incoming side took note of the items that were ticked."""
    row = _brief(brief_id)
    try:
        actions.acknowledge_items(
            brief=row,
            keys=request.POST.getlist("item"),
            person=request.POST.get("person", ""),
            by=_officer(request),
            at=clock.now(),
        )
    except Refused as refused:
        return _show(request, row, fault=("person", refused.sentence))
    return _to(row, "brief-acknowledged")


@require_POST
def carry(request: HttpRequest, brief_id: UUID, number: int) -> HttpResponse:
    """Write down that the incoming side goes on with a request."""
    row = _brief(brief_id)
    item = get_object_or_404(BriefItem, brief=row, position=number)
    try:
        actions.carry_over(
            item=item,
            person=request.POST.get("person", ""),
            words=request.POST.get("words", ""),
            by=_officer(request),
            at=clock.now(),
        )
    except Refused as refused:
        return _show(request, row, fault=(f"words-{number}", refused.sentence))
    return _to(row, "brief-carried")


def _show(
    request: HttpRequest, row: Brief, *, fault: tuple[str, str] | None = None
) -> HttpResponse:
    reading = read(request)
    today = clock.today()
    lang = request.GET.get("in", "")
    lang = lang if lang in LANGUAGES else (translation.get_language() or "")
    lang = lang if lang in LANGUAGES else "es"
    book = desk.ledger(public=row.audience == Brief.Audience.INCOMING)
    may_keep = allowed(_officer(request), Permission.KEEP_LEDGER)
    in_force = row.state != Brief.State.SUPERSEDED
    people = incoming(row, day=today) if may_keep and in_force else []
    with translation.override(lang):
        said = {"brief": row, "sections": sections(row, book, today=today), "lang": lang}
        said |= {"people": people, "typed": request.POST, "address": request.path}
        said |= {"changes_on": date_said(row.changes_on), "csrf_input": _csrf(request)}
        said |= {"over": row.term_is_over(today)}
    context = {
        "brief": row,
        "paper": said,
        "brief_lang": lang,
        "languages": LANGUAGES,
        "lapsed": [item for item in row.items.all() if lapsed(row, item, today=today)],
        "since": since_then(row, book, today=today, known_on=reading.known_on),
        "without_day": True,
        "faults": [fault] if fault else [],
    }
    title = _("Handover brief of %(day)s") % {"day": date_said(row.day.isoformat())}
    return page(request, "brief", reading, context, title=title)


def _csrf(request: HttpRequest) -> Any:
    from django.template.backends.utils import csrf_input

    return csrf_input(request)


def _brief(brief_id: UUID) -> Brief:
    rows = Brief._default_manager.select_related("side", "office", "goes", "comes", "frozen_by")
    return get_object_or_404(rows, pk=brief_id)


def _to(row: Brief, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk:brief', args=[row.pk])}?done={done}#main")


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user

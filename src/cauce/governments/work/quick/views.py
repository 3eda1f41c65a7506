"""The page on which a call is logged in half a minute, and what was written today may be undone."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.governments import desk
from cauce.governments.deeds.doing import button, officer_of
from cauce.governments.deeds.views import governments_of
from cauce.governments.entries.forms_in import ContactIn
from cauce.governments.register.topics import offered
from cauce.governments.vocabulary import DONE
from cauce.governments.work.quick import actions
from cauce.governments.work.quick.forms import LogForm
from cauce.ledger import Ledger

Json = dict[str, Any]
_CONTACT = ("title", "caller", "called", "day", "mode", "level", "state", "words")


def log(request: HttpRequest) -> HttpResponse:
    """Log a contact and its next step."""
    book = desk.ledger(public=False)
    named = desk.own_sides()
    own = min(named) if len(named) == 1 else ""
    form = LogForm(
        request.POST if request.method == "POST" else None,
        sides=_most_spoken_to_first(book),
        own=own,
        topics=offered(book),
        initial={
            "day": clock.today().isoformat(),
            "caller": own or _usual(book),
            "called": request.GET.get("with", ""),
        },
    )
    if form.is_bound and form.is_valid():
        try:
            _keep(request, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return HttpResponseRedirect(f"{reverse('desk:log')}?done=logged#main")
    context = {
        "title": _("Log a call"),
        "form": form,
        "button": _("Log it"),
        "today": _written_today(book),
        "back": reverse("desk:home"),
        "back_text": _("Between governments"),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    status = 422 if form.errors else 200
    return render(request, "governments/log.html", context, status=status, using="office")


@require_POST
def undo(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Undo what was written today."""
    return button(
        request,
        lambda by: actions.undo_note(form_id=form_id, by=by, at=clock.now()),
        back=reverse("desk:log"),
        done="undone",
    )


def _keep(request: HttpRequest, said: Json) -> None:
    officer = officer_of(request)
    contact = ContactIn(**{key: said[key] for key in _CONTACT}, topics=tuple(said["topics"]))
    step = None
    if said["what"].strip():
        step = actions.StepIn(what=said["what"], owner=officer, day=said["next_date"])
    actions.log_with_step(
        contact=contact, step=step, form_id=said["form_id"], by=officer, at=clock.now()
    )


def _most_spoken_to_first(book: Ledger) -> list[tuple[str, str]]:
    """The governments of the ledger: whoever is called most is reached by the fewest keys."""
    talks = Counter(side for e in book.every if e.kind == "contact" for side in e.sides)
    return sorted(governments_of(book), key=lambda side: -talks[side[0]])


def _usual(book: Ledger) -> str:
    """Who called last when this desk wrote it down: most often it is the same side again."""
    written = (e for e in reversed(book.every) if _is_own(e.data["accounts"][0]["source"]))
    for entry in written:
        callers = entry.sides_as("from")
        if entry.kind == "contact" and callers:
            return min(callers)
    return ""


def _is_own(source: str) -> bool:
    return source.startswith("own-")


def _written_today(book: Ledger) -> list[Json]:
    """The desk's own notes of today that still count, the newest first, with what rests on them."""
    today = clock.now().date().isoformat()
    notes = [
        s["id"]
        for s in book.data["sources"]
        if _is_own(s["id"]) and s.get("published") == today and not s.get("retracted")
    ]
    titles = {a.data["source"]: e.data["title"] for e in book.every for a in e.accounts}
    return [
        {"title": titles[name], "undo": reverse("desk:undo", args=[UUID(name[4:])])}
        for name in reversed(notes)
        if name in titles
    ]

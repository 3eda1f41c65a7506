"""The reading desk: the texts, one text with its cards, and the buttons of a card."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cauce.base import clock
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.governments import desk
from cauce.governments.deeds.doing import button, officer_of
from cauce.governments.drafts import actions, cards, said
from cauce.governments.drafts.forgetting import KEPT_DAYS
from cauce.governments.drafts.forms import TextForm
from cauce.governments.drafts.models import DraftEntry, ReadText
from cauce.governments.drafts.writing import Accepted
from cauce.governments.showing import page, read

Json = dict[str, Any]
_TEXTS = ReadText._default_manager.select_related("key")


@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: HttpRequest) -> HttpResponse:
    """Paste a text to read, and see the texts that were read."""
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "file"}
        try:
            found = actions.read_text(**given, by=officer_of(request), at=clock.now())
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            return HttpResponseRedirect(reverse("desk:reading", args=[found]))
    context = {
        "title": _("Read a text"),
        "heading": _("Read a text"),
        "form": form,
        "button": _("Read it"),
        "back": reverse("desk:home"),
        "back_text": _("Between governments"),
        "upload": True,
        "lines": [
            _lines(),
            _(
                "Only the desk reads it; %(days)s days after its last draft is decided its words"
                " are thrown away."
            )
            % {"days": KEPT_DAYS},
        ],
        "texts": _texts(),
    }
    status = 422 if form.errors else 200
    return render(request, "governments/readings.html", context, status=status, using="office")


def _texts() -> list[tuple[ReadText, int]]:
    rows = ReadText._default_manager.order_by("-read_at")[:50]
    return [
        (row, row.drafts.filter(state=DraftEntry.State.WAITING, layer="entry").count())
        for row in rows
    ]


def _lines() -> str:
    """The figures measured at this office: never a promise."""
    found = cards.figures()
    if not found["accepted"] + found["rejected"]:
        return _("Nothing was decided at this office yet, so nothing is measured of the reader.")
    return _(
        "Measured at this office: of %(all)s drafts decided, %(accepted)s became entries;"
        " %(missed)s entries were added by hand because the reader missed them."
    ) % {
        "all": found["accepted"] + found["rejected"],
        "accepted": found["accepted"],
        "missed": found["missed"],
    }


@require_safe
def reading(request: HttpRequest, text: UUID) -> HttpResponse:
    """One text with its numbered passages, and a card for each draft."""
    return _page(request, get_object_or_404(_TEXTS, pk=text))


def _page(
    request: HttpRequest, text: ReadText, wrong: DraftEntry | None = None, why: str = ""
) -> HttpResponse:
    if text.forgotten_at:
        return _gone(request, text)
    drafts = list(text.drafts.select_related("text__key").order_by("number"))
    record, today = dict(desk.ledger(public=False).data), clock.today()
    made = [
        cards.card(d, record, today, request.POST if wrong and d.pk == wrong.pk else None)
        for d in drafts
    ]
    faults: list[tuple[str, str]] = []
    for one in made:
        if wrong and one.draft.pk == wrong.pk:
            faults += _faults(one, why)
    context: Json = {
        "text": text,
        "pieces": cards.pieces(text, drafts),
        "sentences": [(start, end, text.text[start:end]) for start, end in cards.spans(text)],
        "entries": [c for c in made if c.draft.layer == "entry"],
        "statements": [c for c in made if c.draft.layer != "entry"],
        "words": said,
        "names": sorted(actor["name"] for actor in record["actors"]),
        "measured": _lines(),
        "faults": faults,
        "without_day": True,
        "keys": request.COOKIES.get("reading_keys") != "off",
    }
    return page(
        request, "reading", read(request), context, title=text.title, status=422 if faults else 200
    )


def _gone(request: HttpRequest, text: ReadText) -> HttpResponse:
    """What is left of a text whose words were thrown away: how its drafts were decided."""
    states = text.drafts.values_list("state", flat=True)
    context = {"text": text, "accepted": list(states).count("accepted"), "without_day": True}
    return page(request, "reading_gone", read(request), context, title=text.title)


def _faults(card: cards.Card, why: str) -> list[tuple[str, str]]:
    number = f"card-{card.draft.number}"
    if card.form is None or not card.form.errors:
        return [(number, why)]
    return [
        (str(card.form[field].id_for_label), str(sentence))
        for field, sentences in card.form.errors.items()
        for sentence in sentences
    ]


@require_POST
def accept(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Write a draft into the ledger as the card says it."""
    row = get_object_or_404(DraftEntry.objects.select_related("text__key"), pk=draft)
    record = dict(desk.ledger(public=False).data)
    form = cards.card(row, record, clock.today(), request.POST).form
    why = _("Somebody decided about this draft already.")
    if form is not None and form.is_valid():
        try:
            actions.accept_draft(
                draft=draft,
                said=Accepted(**form.cleaned_data),
                by=officer_of(request),
                at=clock.now(),
            )
        except Refused as refused:
            why = refused.sentence
        else:
            return HttpResponseRedirect(_next(row, "accepted"))
    return _page(request, row.text, row, why)


def _next(row: DraftEntry, done: str) -> str:
    """The page of the text, at the next card that waits."""
    waiting = row.text.drafts.filter(state=DraftEntry.State.WAITING, number__gt=row.number)
    following = waiting.order_by("number").first()
    at = f"card-{following.number if following else row.number}"
    return f"{reverse('desk:reading', args=[row.text_id])}?done=draft-{done}#{at}"


@require_POST
def reject(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Say why a draft is no entry."""
    row = get_object_or_404(DraftEntry.objects.select_related("text__key"), pk=draft)
    try:
        actions.reject_draft(
            draft=draft,
            reason=request.POST.get("reason", ""),
            by=officer_of(request),
            at=clock.now(),
        )
    except Refused as refused:
        return _page(request, row.text, row, refused.sentence)
    return HttpResponseRedirect(_next(row, "rejected"))


@require_POST
def undo(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Take a decision of today back."""
    row = get_object_or_404(DraftEntry.objects.select_related("text__key"), pk=draft)
    back = reverse("desk:reading", args=[row.text_id])
    return button(
        request,
        lambda by: actions.undo_draft(draft=draft, by=by, at=clock.now()),
        back=back,
        done="draft-undone",
    )


@require_POST
def add(request: HttpRequest, text: UUID) -> HttpResponse:
    """Make a draft of a sentence that the reader missed, or of the second thing in one."""
    row = get_object_or_404(_TEXTS, pk=text)
    kind, _stop, act = request.POST.get("what", "").partition("/")
    start, _stop, end = request.POST.get("span", "").partition("-")
    known = act in said.ACTS.get(kind, {}) and start.isdecimal() and end.isdecimal()
    span = (int(start), int(end)) if known else (-1, -1)

    def do(by: Officer) -> None:
        actions.add_draft(
            text=row.pk, kind=kind, act=act, start=span[0], end=span[1], by=by, at=clock.now()
        )

    return button(
        request,
        do,
        back=reverse("desk:reading", args=[row.pk]),
        done="draft-added",
    )


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Switch the keys of the cards on or off, for this browser."""
    text = request.POST.get("text", "")
    row = get_object_or_404(_TEXTS, pk=text) if text else None
    back = reverse("desk:reading", args=[row.pk]) if row else reverse("desk:readings")
    response = HttpResponseRedirect(back)
    state = "off" if request.POST.get("keys") == "off" else "on"
    response.set_cookie("reading_keys", state, max_age=31_536_000, httponly=True, samesite="Lax")
    return response

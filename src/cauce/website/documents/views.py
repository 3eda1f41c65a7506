"""Papers of a family: the list, one file a page without script, parts with it; look, remove, bring back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cauce.applications.models import Document
from cauce.applications.papers import actions, keeping, limits, parts, receiving, serving, whose
from cauce.applications.papers.keeping import Home
from cauce.applications.papers.kinds import KINDS, PaperKind
from cauce.applications.papers.parts import Upload
from cauce.applications.papers.receiving import Brought
from cauce.base import clock, errors, uploads
from cauce.base.actors import Actor
from cauce.base.middleware import POLICY
from cauce.base.refusal import Refused
from cauce.imaging import Busy
from cauce.questions.fields import Option
from cauce.website.documents import shown
from cauce.website.documents.doors import Door, entered
from cauce.website.pages import page, speaking

both = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]
Fault = tuple[str, str]
# The script of this page sends parts to this very host.
POLICY_WITH_PARTS = f"{POLICY}; connect-src 'self'"


def at_home(view: View) -> View:
    """Give a page the draft or the application of whoever asks, or lead them to the door."""

    @wraps(view)
    def wrapped(request: HttpRequest, door: Door, **kwargs: Any) -> HttpResponse:
        home = entered(request, door)
        if isinstance(home, HttpResponse):
            return home
        return view(request, door, home, **kwargs)

    return wrapped


# Exempt only outside: who sends is looked at, and the measure set, before the form's file is read. The
# form's secret is then asked for by `_add`, and by the door.
@csrf_exempt
@both
@speaking
@sensitive_post_parameters()
def papers(request: HttpRequest, door: Door) -> HttpResponse:
    """Show the list, or take one file."""
    uploads.hold(request, 0)  # nothing of a stranger's file is kept
    home = entered(request, door)
    if isinstance(home, HttpResponse):
        return home
    if request.method != "POST":
        return _list(request, door, home)
    uploads.hold(request, limits.MOST_BYTES)
    return _add(request, door, home)


@require_POST
def part(request: HttpRequest, door: Door) -> HttpResponse:
    """Take a part of a file, and say where the next one begins."""
    home = entered(request, door)
    if isinstance(home, HttpResponse):
        closed = _("Your visit is over. Open this page again and enter with your reference.")
        return JsonResponse({"sentence": closed}, status=401)
    try:
        upload = Upload(UUID(request.headers["X-Upload"]), int(request.headers["X-Size"]))
        offset = int(request.headers["X-Offset"])
    except (KeyError, ValueError):
        return JsonResponse({}, status=400)
    try:
        here = parts.add(home, upload, offset, request.body[: parts.MOST_PART])
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    return JsonResponse({"here": here})


@both
@speaking
@at_home
def look(request: HttpRequest, door: Door, home: Home, document: UUID) -> HttpResponse:
    """Show a paper's pages, or do what was pressed below them."""
    row = _own(home, document)
    if request.method == "POST":
        return _act(request, door, home, row)
    if row.state == Document.State.REMOVED:
        raise Http404
    context = {
        **door.around(home),
        "door": door,
        "paper": shown.one(row, whose.people(home)),
    }
    return page(request, "documents/look", context)


@require_safe
@at_home
def picture(
    request: HttpRequest, door: Door, home: Home, document: UUID, number: int
) -> HttpResponse:
    """Hand over one page of the family's own paper."""
    row = _own(home, document)
    jpeg = None if row.state == Document.State.REMOVED else keeping.picture(row, number)
    if jpeg is None:
        raise Http404
    return serving.as_answer(jpeg, number)


@csrf_protect
def _add(request: HttpRequest, door: Door, home: Home) -> HttpResponse:
    form = receiving.form_of(request.POST.get("form", ""))
    upload = _upload(request, form)
    try:
        data, name = _file(request, home, upload)
        brought = Brought(
            form=form,
            kind=_kind(request),
            data=data,
            name=name,
            about=whose.number_of(home, request.POST.get("about", "")),
        )
        receiving.receive(home=home, brought=brought, by=Actor.FAMILY, at=clock.now())
    except Refused as refused:
        _drop(home, upload)
        return _list(request, door, home, [("file", refused.sentence)])
    except Busy:
        response = errors.page(request, 503)
        response.headers["Retry-After"] = errors.RETRY_SECONDS
        return response
    _drop(home, upload)
    return _to(door, "kept")


def _file(request: HttpRequest, home: Home, upload: Upload | None) -> tuple[bytes, str]:
    """Return the file that came with the form, or before it in parts."""
    file: Any = request.FILES.get("file")
    if file is not None:
        if file.too_big:
            raise receiving.refuse_large(file.size)
        return file.read(), file.name or ""
    if size := uploads.cut_off(request):
        raise receiving.refuse_large(size)
    data = parts.whole(home, upload) if upload else None
    if data is None:
        raise Refused(_("Choose a photo or a PDF first; then press the button."))
    return data, request.POST.get("name", "")


def _drop(home: Home, upload: Upload | None) -> None:
    # What is not whole yet stays: the rest may still come.
    if upload is not None and parts.arrived(home, upload) == upload.size:
        parts.drop(home, upload)


def _upload(request: HttpRequest, form: UUID) -> Upload | None:
    size = request.POST.get("size", "")
    return Upload(form, int(size)) if size.isdecimal() and len(size) < 12 else None


def _kind(request: HttpRequest) -> str:
    # A file that came over a bad line is not refused because nothing was chosen beside it.
    kind = request.POST.get("kind", "")
    return kind if kind in KINDS else PaperKind.OTHER


def _act(request: HttpRequest, door: Door, home: Home, row: Document) -> HttpResponse:
    verbs = {
        "read": actions.confirm_document,
        "removed": actions.remove_document,
        "restored": actions.restore_document,
    }
    do = request.POST.get("do", "")
    if do not in verbs:
        return _to(door, "")
    try:
        verbs[do](document=row, by=Actor.FAMILY, at=clock.now())
    except Refused as refused:
        return _list(request, door, home, [("papers", refused.sentence)], status=409)
    return _to(door, do)


def _list(
    request: HttpRequest,
    door: Door,
    home: Home,
    faults: list[Fault] | None = None,
    status: int = 422,
) -> HttpResponse:
    named = whose.people(home)
    every = shown.papers(home, named)
    context = {
        **door.around(home),
        "door": door,
        "papers": [p for p in every if p.state != "removed"],
        "removed": [p for p in every if p.state == "removed"],
        "kinds": [Option(code, str(words)) for code, words in KINDS.items()],
        "people": [Option(str(number), name) for number, name in named],
        "typed": {name: request.POST.getlist(name) for name in ("kind", "about")},
        # A form of its own at every showing: a second tap finds the first one's paper.
        "form": uuid4(),
        "faults": faults or [],
        "done": "" if faults else shown.done(request.GET.get("done", "")),
        "most": limits.MOST_BYTES // limits.MB,
    }
    response = page(request, "documents/papers", context, status=status if faults else 200)
    response.headers["Content-Security-Policy"] = POLICY_WITH_PARTS
    return response


def _own(home: Home, document: UUID) -> Document:
    row = keeping.of_home(home, document)
    if row is None or not row.files:
        raise Http404
    return row


def _to(door: Door, done: str) -> HttpResponse:
    query = f"?done={done}" if done else ""
    return HttpResponseRedirect(f"{door.address()}{query}#main")

"""An officer brings a paper for a family: scanned at the desk, or received in an interview."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cauce.applications.changing.rights import RECORDING
from cauce.applications.models import Application
from cauce.applications.papers import limits, receiving, whose
from cauce.applications.papers.kinds import KINDS, PaperKind
from cauce.applications.papers.receiving import Brought
from cauce.applications.papers.views import file_of, officer_of
from cauce.base import clock, codes, envelopes, errors, reads, roles, uploads
from cauce.base.refusal import Refused
from cauce.imaging import Busy


# Exempt only outside: the measure is set before the form is read, and `_take` asks for its secret.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def add(request: HttpRequest, application: UUID) -> HttpResponse:
    """Show the form, or keep what it brought."""
    uploads.hold(request, limits.MOST_BYTES)
    home = _opened(request, application)
    return _take(request, home) if request.method == "POST" else _form(request, home)


def _opened(request: HttpRequest, application: UUID) -> Application:
    officer = officer_of(request)
    rows = Application.objects.seen_by(officer).select_related("key", "site", "household")
    home: Application | None = rows.filter(pk=application).first()
    if home is None or envelopes.is_erased(home):
        raise Http404
    if not any(roles.allowed(officer, permission, home.site) for permission in RECORDING):
        raise PermissionDenied
    reads.seen(subject=home.key_id, officer=officer, at=clock.now())
    return home


@csrf_protect
def _take(request: HttpRequest, home: Application) -> HttpResponse:
    try:
        brought = _brought(request, home)
        document = receiving.receive(
            home=home, brought=brought, by=officer_of(request), at=clock.now()
        )
    except Refused as refused:
        return _form(request, home, refused.sentence)
    except Busy:
        response = errors.page(request, 503)
        response.headers["Retry-After"] = errors.RETRY_SECONDS
        return response
    return HttpResponseRedirect(reverse("papers:paper", args=[document.pk]) + "#main")


def _brought(request: HttpRequest, home: Application) -> Brought:
    file: Any = request.FILES.get("file")
    size = file.size if file is not None and file.too_big else uploads.cut_off(request)
    if size:
        raise receiving.refuse_large(size)
    if file is None:
        raise Refused(_("Choose a photo or a PDF first; then press the button."))
    kind = request.POST.get("kind", "")
    return Brought(
        form=receiving.form_of(request.POST.get("form", "")),
        kind=kind if kind in KINDS else PaperKind.OTHER,
        data=file.read(),
        name=file.name or "",
        about=whose.number_of(home, request.POST.get("about", "")),
    )


def _form(request: HttpRequest, home: Application, fault: str = "") -> HttpResponse:
    context = {
        "reference": codes.shown(home.reference),
        "file": file_of(home.pk),
        "kinds": KINDS.items(),
        "people": whose.people(home),
        "typed": {name: request.POST.get(name, "") for name in ("kind", "about")},
        "form": uuid4(),
        "most": limits.MOST_BYTES // limits.MB,
        "fault": fault,
    }
    status = 422 if fault else 200
    return render(request, "applications/add-paper.html", context, status=status, using="office")

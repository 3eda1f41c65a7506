"""An officer's look at a paper: its pages as they are, and the way back to the family."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cauce.applications.models import Document
from cauce.applications.papers import actions, keeping, serving
from cauce.applications.papers.kinds import BECAUSE, KINDS
from cauce.base import clock, codes, reads
from cauce.base.models import Officer
from cauce.base.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, document: UUID) -> HttpResponse:
    """Show the pages of a paper, send it back, or take one that was brought by mistake from the list."""
    row = _seen(request, document)
    if request.method != "POST":
        return _page(request, row)
    officer, at = officer_of(request), clock.now()
    try:
        if "remove" in request.POST:
            actions.remove_document(document=row, by=officer, at=at)
            return HttpResponseRedirect(file_of(row.application_id) + "#documents")
        because = request.POST.get("because", "")
        actions.refuse_document(document=row, because=because, by=officer, at=at)
    except Refused as refused:
        return _page(request, row, fault=refused.sentence)
    return HttpResponseRedirect(reverse("papers:paper", args=[row.pk]) + "#main")


@require_safe
def picture(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """Hand over one page of a paper."""
    jpeg = keeping.picture(_seen(request, document), number)
    if jpeg is None:
        raise Http404
    return serving.as_answer(jpeg, number)


def _seen(request: HttpRequest, document: UUID) -> Document:
    """Return a paper that was sent to a site of this officer, and record that it was looked at."""
    officer = officer_of(request)
    rows = Document.objects.seen_by(officer).filter(pk=document, application__isnull=False)
    row: Document | None = (
        rows.exclude(state=Document.State.REMOVED)
        .select_related("key", "site", "application")
        .first()
    )
    if row is None:
        raise Http404
    reads.seen(subject=row.key_id, officer=officer, at=clock.now())
    return row


def _page(request: HttpRequest, row: Document, fault: str = "") -> HttpResponse:
    context = {
        "paper": row,
        "kind": KINDS.get(row.kind, row.kind),
        "reference": codes.shown(row.application.reference) if row.application else "",
        "pages": [(n, keeping.is_there(row, n)) for n in range(1, len(row.files) + 1)],
        "because": BECAUSE.get(row.refused_because, ""),
        "reasons": BECAUSE.items(),
        "chosen": request.POST.get("because", ""),
        "fault": fault,
        "file": file_of(row.application_id),
    }
    status = 422 if fault else 200
    return render(request, "applications/paper.html", context, status=status, using="office")


def file_of(application: UUID | None) -> str:
    """Return the address of the file that a paper belongs to."""
    return reverse("office:file", args=[application])


def officer_of(request: HttpRequest) -> Officer:
    """Return who is signed in."""
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user

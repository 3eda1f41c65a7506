"""The family's own copy of its file: asked for here, made by the worker, taken home from here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from cauce.applications.models import Application
from cauce.base import clock, envelopes, files
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.privacy import actions
from cauce.privacy.models import FileCopy
from cauce.website.mine.inside import form_id, inner, show, to

State = FileCopy.State


@inner
def copies(request: HttpRequest, application: Application) -> HttpResponse:
    """Say how the copy stands, or ask for one."""
    if request.method == "POST":
        actions.ask_copy(
            application=application,
            form_id=form_id(request),
            by=Actor.FAMILY,
            at=clock.now(),
        )
        return to("copy")
    rows = FileCopy.objects.of(household=application.household).exclude(state=State.GONE)
    newest = rows.order_by("-asked_at").first()
    context = {
        "copy": newest,
        "due": day_at(application.site, newest.due_at) if newest else None,
        "size": max(1, newest.size // 1000) if newest else 0,
    }
    return show(request, "copy", context)


@inner
def take(request: HttpRequest, application: Application, copy: UUID) -> HttpResponse:
    """Hand over the copy; nothing of it stays in the browser but what the family keeps."""
    rows = FileCopy.objects.of(household=application.household).select_related("key")
    row = rows.filter(pk=copy, state=State.READY).first()
    if row is None:
        raise Http404
    archive = envelopes.read_bytes(row, row.file, files.read(row.file))
    actions.collect_copy(copy=row, by=Actor.FAMILY, at=clock.now())
    return HttpResponse(
        archive,
        content_type="application/zip",
        headers={
            # A name that says nothing to whoever finds it among the downloads.
            "Content-Disposition": 'attachment; filename="copy.zip"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )

"""Tells whoever calls a household about a letter where its file is, and the code to say first."""

from django.urls import reverse

from cauce.applications.models import Application
from cauce.base import codes, envelopes
from cauce.notices.callers import File, finder, references_at
from cauce.people.models import Household

references_at("application__reference")


@finder
def file_of(household: Household) -> File | None:
    """Return the file of a household that applied."""
    rows = Application.objects.of(household=household).select_related("key")
    application: Application | None = rows.first()
    if application is None or envelopes.is_erased(application):
        return None
    return File(
        reference=codes.shown(application.reference),
        address=reverse("office:file", args=[application.pk]),
        call_code=envelopes.read(application, "sealed").get("call_code", ""),
    )

"""What the family agreed to, by purpose and recipient; each refusable part can be taken back or given."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cauce.applications.changing import actions
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.base import clock
from cauce.base.actors import Actor
from cauce.base.days import day_at
from cauce.people.models import Consent
from cauce.questions.reading import Unreadable
from cauce.website.apply import forms, wording
from cauce.website.mine.inside import faulty, inner, show, to


@inner
def consent(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what was agreed to, and record what changed."""
    newest = _newest(application)
    if request.method != "POST":
        done = _("Saved. It counts from now on.") if request.GET.get("done") == "saved" else ""
        return show(request, "consent", {"lines": _lines(application, newest), "done": done})
    typed = {name: list(values) for name, values in request.POST.lists() if name != "form"}
    try:
        said = forms.read_consents(typed)
    except Unreadable as unreadable:
        context = {"lines": _lines(application, newest), "faults": unreadable.faults}
        return faulty(request, "consent", context)
    for line in PURPOSES:
        before = newest.get((line.purpose, line.recipient))
        given = said[forms.consent_name(line)]
        if not line.necessary and given is not (before.given if before else False):
            actions.set_consent(
                application=application,
                purpose=line.purpose,
                recipient=line.recipient,
                given=given,
                by=Actor.FAMILY,
                at=clock.now(),
            )
    return to("consent", done="saved")


def _newest(application: Application) -> dict[tuple[str, str], Consent]:
    rows = Consent.objects.of(household=application.household).order_by("at", "pk")
    return {(row.purpose, row.recipient): row for row in rows}


def _lines(
    application: Application, newest: dict[tuple[str, str], Consent]
) -> list[dict[str, Any]]:
    lines = []
    for line in PURPOSES:
        row = newest.get((line.purpose, line.recipient))
        lines.append(
            {
                "name": forms.consent_name(line),
                "purpose": wording.purpose(line),
                "recipient": wording.recipient(line),
                "necessary": line.necessary,
                "given": bool(row and row.given),
                "day": day_at(application.site, row.at) if row else None,
            }
        )
    return lines

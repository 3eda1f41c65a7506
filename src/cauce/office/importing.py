"""Taking over a table of registrations: a trial that writes nothing, a report, then all or none."""

import base64
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications.registrations import actions
from cauce.applications.registrations.reading import (
    COLUMNS,
    MOST_BYTES,
    NEEDED,
    Fault,
    Registration,
    read_csv,
)
from cauce.base import clock, codes
from cauce.base.models import Officer, Site
from cauce.base.refusal import Refused
from cauce.base.roles import Permission, sites_where
from cauce.office.pages import officer_of, page, posted

# A form without a file takes no more than 256 KiB (settings).
MOST_TRIAL = 200 * 1024


class TableForm(forms.Form):
    """A table in a file, and the site whose families these are."""

    site = forms.ModelChoiceField(
        label=_("Site"),
        queryset=Site.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose the site."),
            "invalid_choice": _("Choose one of your sites."),
        },
    )
    table = forms.FileField(
        label=_("The table, as CSV in UTF-8"),
        help_text=_("Nothing is kept before you have seen what would become of every line."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose another one."),
            "missing": _("Choose the file."),
        },
    )

    def __init__(self, officer: Officer, data: Any = None, files: Any = None) -> None:
        """Offer the sites where this officer registers families."""
        super().__init__(data, files)
        sites = sites_where(officer, Permission.REGISTER).order_by("name").distinct()
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["site"].initial = sites.first()


@sensitive_post_parameters()
def table(request: HttpRequest) -> HttpResponse:
    """Read a table without keeping anything of it, and say what would become of every line."""
    officer = officer_of(request)
    form = TableForm(officer, posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        data, site = form.cleaned_data["table"].read(MOST_BYTES + 1), form.cleaned_data["site"]
        rows, faults = read_csv(data, site=site)
        return _report(request, site, data, rows, faults)
    context = {"form": form, "columns": COLUMNS, "needed": NEEDED}
    return page(request, "import.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep what the trial showed: all lines that can be taken over, each once however often it comes."""
    officer = officer_of(request)
    try:
        known = signing.loads(request.POST.get("trial", ""), salt=_salt(officer))
    except signing.BadSignature:
        raise PermissionDenied from None
    site = sites_where(officer, Permission.REGISTER).filter(pk=known["site"]).first()
    if site is None:
        raise PermissionDenied
    data = base64.b64decode(known["table"])
    rows, faults = read_csv(data, site=site)
    try:
        taken = actions.import_registrations(rows=rows, site=site, by=officer, at=clock.now())
    except Refused as refused:
        return _report(request, site, data, rows, faults, refused.sentence)
    receipts = [
        (
            each.line,
            codes.shown(each.receipt.reference),
            each.receipt,
            codes.shown(each.receipt.code),
        )
        for each in taken
    ]
    new = sum(each.receipt.first for each in taken)
    context = {"receipts": receipts, "new": new, "before": len(taken) - new, "faults": faults}
    return page(request, "imported.html", context, site=site)


def _report(
    request: HttpRequest,
    site: Site,
    data: bytes,
    rows: Sequence[Registration],
    faults: Sequence[Fault],
    refused: Any = "",
) -> HttpResponse:
    officer = officer_of(request)
    table = {"site": str(site.pk), "table": base64.b64encode(data).decode()}
    # What was read goes with the page and comes back signed: nothing lies on a disk meanwhile.
    trial = signing.dumps(table, salt=_salt(officer), compress=True) if rows else ""
    if len(trial) > MOST_TRIAL:
        trial, refused = "", _("This table is too long for one step. Part it in two.")
    context = {
        "rows": rows,
        "faults": faults,
        "refused": refused,
        "chosen": site,
        "trial": trial,
    }
    status = 422 if refused or (faults and not rows) else 200
    return page(request, "import-report.html", context, site=site, status=status)


def _salt(officer: Officer) -> str:
    return f"cauce.office.import.{officer.pk}"

"""What a family wants corrected, beside what stands there, and an officer's answer to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.applications import actions as applications
from cauce.applications.models import Correction
from cauce.base import clock, codes, envelopes
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.eligibility import Fact
from cauce.office import facts, words
from cauce.office.changes import to_change
from cauce.office.fileforms import AnswerForm
from cauce.office.files import HOUSEHOLD, address, fact_label
from cauce.office.opening import OpenFile, Somebody
from cauce.office.pages import back, officer_of, page, posted
from cauce.people.facts import CORRECTION, SAID, Statement, latest, statement
from cauce.questions import controls
from cauce.questions.fields import Typed, field_of
from cauce.questions.reading import Unreadable, read


@dataclass
class Wanted:
    """What a correction is about: the fact, if the rules know it, whose it is, and what stands there."""

    file: OpenFile
    who: Somebody | None
    fact: Fact | None

    @property
    def is_hidden(self) -> bool:
        """Say whether it is about something that this officer may not read: another one answers it."""
        return (
            self.fact is not None and not self.file.sees_protected and facts.is_protected(self.fact)
        )

    @property
    def can_be_entered(self) -> bool:
        """Say whether a new value is entered here; a list, a name or a birth has a page of its own."""
        return (
            self.fact is not None
            and self.fact.type.kind != "rows"
            and self.fact.name not in facts.bound(self.file.pack)
            and not self.is_hidden
        )

    @property
    def now(self) -> str:
        """Return what stands in the file now."""
        if self.fact is None or self.is_hidden:
            return ""
        said = latest(
            self.who.facts if self.who else self.file.facts_of(self.file.household), self.fact.key
        )
        value, how = (said.get("value"), said.get("how", SAID)) if said else (None, "unknown")
        return facts.how_said(self.file.pack, self.fact, value, how, self.file.lang)


@sensitive_post_parameters()
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Show what a family wants corrected beside what stands there, and answer it."""
    row = _row(request, correction_id)
    file = to_change(request, row.application_id, Permission.READ_FILES)
    asked = envelopes.read(row, "sealed", opened=file.opened)
    wanted, form = _wanted(file, asked), AnswerForm(posted(request))
    if form.is_bound and wanted.is_hidden:
        raise PermissionDenied
    faults: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            _answer(request, row, wanted, form.cleaned_data)
        except Unreadable as unreadable:
            faults = list(unreadable.faults)
            for _name, fault in faults:
                form.add_error(None, fault)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return back("office:file", row.application_id, done="answered", at="messages")
    context = {
        "row": row,
        "asked": asked,
        "form": form,
        "groups": list(_groups(request, wanted, faults)),
        "state": words.CORRECTIONS[row.state],
        "about": wanted.who.name if wanted.who else _("The household"),
        "fact": fact_label(file, wanted.fact.name) if wanted.fact else asked.get("fact", ""),
        "now": wanted.now,
        "hidden": wanted.is_hidden,
        "may": (
            file.may(Permission.CHECK_APPLICATIONS)
            and row.state == Correction.State.OPEN
            and not wanted.is_hidden
        ),
        "back": address(file, "messages"),
        "reference": codes.shown(file.application.reference),
    }
    status = 422 if form.errors else 200
    return page(request, "correction.html", context, site=file.application.site, status=status)


def _answer(request: HttpRequest, row: Correction, wanted: Wanted, typed: dict[str, Any]) -> None:
    now, accept = clock.now(), typed["accept"] == "yes"
    said = _statement(request, wanted, now) if accept else None
    applications.decide_correction(
        correction=row,
        accept=accept,
        answer=typed["answer"],
        member=wanted.who.member if wanted.who else None,
        statements={wanted.fact.key: said} if said and wanted.fact else None,
        by=wanted.file.officer,
        at=now,
    )


def _statement(request: HttpRequest, wanted: Wanted, now: datetime) -> Statement | None:
    """Return the new value as it was entered; None where nothing was, because it stands there already."""
    if not wanted.can_be_entered or wanted.fact is None:
        return None
    typed, shape = _typed(request), field_of(wanted.file.pack, wanted.fact.name, wanted.file.lang)
    if not any(any(typed.get(name, [])) for name in shape.names(controls.entries_of(shape, typed))):
        return None
    today = clock.today(wanted.file.application.site)
    value, how = read(wanted.fact, shape, typed, today)
    by = str(wanted.file.officer.pk)
    return statement(value=value, how=how, source=CORRECTION, by=by, at=now)


def _groups(request: HttpRequest, wanted: Wanted, faults: list[tuple[str, str]]) -> Any:
    if not wanted.can_be_entered or wanted.fact is None:
        return ()
    file, typed = wanted.file, _typed(request)
    shape = field_of(file.pack, wanted.fact.name, file.lang)
    label = _("New value, if you say yes: %(fact)s") % {"fact": fact_label(file, wanted.fact.name)}
    return controls.groups(shape, label, typed, faults, controls.entries_of(shape, typed))


def _typed(request: HttpRequest) -> Typed:
    return {key: request.POST.getlist(key) for key in request.POST}


def _wanted(file: OpenFile, asked: dict[str, Any]) -> Wanted:
    about = asked.get("about")
    who = next((s for s in file.members if s.member.number == about), None)
    known = file.pack.facts_of("person" if who else HOUSEHOLD)
    return Wanted(file=file, who=who, fact=known.get(asked.get("fact", "")))


def _row(request: HttpRequest, correction_id: UUID) -> Correction:
    rows = Correction.objects.seen_by(officer_of(request)).filter(pk=correction_id)
    found: Correction | None = rows.select_related("key", "decided_by", "application").first()
    if found is None:
        raise Http404
    return found

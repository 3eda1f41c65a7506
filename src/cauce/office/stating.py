"""Recording what somebody says about one fact: who said so, on what evidence, and what stood there before."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from cauce.applications import actions as changing
from cauce.applications.changing.rights import RECORDING
from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.eligibility import Fact, words
from cauce.office import facts
from cauce.office.files import HOUSEHOLD, address
from cauce.office.opening import OpenFile, Somebody, opened
from cauce.office.pages import back, officer_of, page
from cauce.office.words import paper
from cauce.people.facts import OFFICER, SAID, Facts, latest, statement
from cauce.people.keeping import ChangedMeanwhile
from cauce.questions import controls
from cauce.questions.answers import items
from cauce.questions.fields import Field, Typed, field_of, typed_from
from cauce.questions.reading import Unreadable, read


class WhyForm(forms.Form):
    """On what evidence something was said, and why it differs from before."""

    evidence = forms.ChoiceField(label=_("Seen on a document"), required=False)
    why = forms.CharField(
        label=_("Note, if it differs from what was said before"),
        required=False,
        max_length=500,
        error_messages={"max_length": _("Write at most 500 letters.")},
    )

    def __init__(self, file: OpenFile, data: Any = None) -> None:
        """Offer the documents of the file."""
        super().__init__(data)
        papers = [(str(row.pk), paper(row.kind)) for row in file.documents if row.state == "ready"]
        choices = [("", _("no document")), *papers]
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a fact is stated: of the household or a person, perhaps of one record in a list of theirs."""

    file: OpenFile
    who: Somebody | None
    owner: str
    fact: Fact
    within: Fact | None = None
    row: int = 0

    @property
    def stated(self) -> Fact:
        """Return the fact under which the statement is kept."""
        return self.within or self.fact

    @property
    def facts(self) -> Facts:
        """Return everything that was said of the household or the person."""
        return self.who.facts if self.who else self.file.facts_of(self.file.household)

    @property
    def version(self) -> int:
        """Return how many statements there are: a page made from fewer is stale."""
        return len(self.facts.get(self.stated.key, ()))

    @property
    def now(self) -> tuple[Any, str]:
        """Return the value that stands, and how it was said; nothing said is an empty `how`."""
        said = latest(self.facts, self.stated.key)
        value, how = (said.get("value"), said.get("how", SAID)) if said else (None, "")
        if self.within is None or how != SAID:
            return value, how
        record = items(value)[self.row]
        known = self.fact.key in record
        return record.get(self.fact.key), SAID if known else ""

    def again(self, at: datetime) -> "Place":
        """Return the same place as it stands now."""
        file = opened(self.file.officer, self.file.application.pk, at=at)
        who = next((s for s in file.staying if str(s.member.number) == self.owner), None)
        return replace(self, file=file, who=who)

    def put(self, value: Any) -> Any:
        """Return what is stated: the value, or its whole list with this one record changed."""
        if self.within is None:
            return _resized(self, value)
        whole = self.now_whole
        rows = [dict(row) for row in items(whole)]
        rows[self.row][self.fact.key] = value
        return {**whole, "items": rows} if isinstance(whole, dict) else rows

    @property
    def now_whole(self) -> Any:
        """Return the whole list that stands."""
        said = latest(self.facts, self.stated.key)
        return said.get("value") if said else []


@require_safe
def choose(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show every fact that can be recorded, person by person and topic by topic."""
    file = opened(officer_of(request), file_id, at=clock.now())
    if file.is_erased:
        raise Http404
    if not any(file.may(permission) for permission in RECORDING):
        raise PermissionDenied
    owners = [(str(s.member.number), s.name, "person") for s in file.staying]
    owners.append((HOUSEHOLD, str(_("The household")), HOUSEHOLD))
    context = {
        "file": file,
        "owners": [(owner, name, list(_choices(file, of))) for owner, name, of in owners],
        "back": address(file, "facts"),
    }
    return page(request, "choose-fact.html", context, site=file.application.site)


def _choices(file: OpenFile, of: str) -> Any:
    spoken, bound = words(file.pack, file.lang), facts.bound(file.pack)
    for each in file.pack.facts.values():
        hidden = facts.is_protected(each) and not file.sees_protected
        if each.of == of and each.name not in bound and not hidden:
            yield each.name, spoken.fact(each.name, "label")


@sensitive_post_parameters()
def fact(
    request: HttpRequest, file_id: UUID, owner: str, name: str, within: str = "", row: int = 0
) -> HttpResponse:
    """Show a fact to be recorded, and record it unless somebody was faster."""
    place = _place(request, file_id, owner, name, within, row)
    shape = field_of(place.file.pack, place.fact.name, place.file.lang)
    if request.method == "POST":
        return _record(request, place, shape)
    typed = typed_from(shape, *place.now)
    return _show(request, place, shape, typed, WhyForm(place.file))


def _record(request: HttpRequest, place: Place, shape: Field) -> HttpResponse:
    typed: Typed = {key: request.POST.getlist(key) for key in request.POST}
    why, now = WhyForm(place.file, request.POST), clock.now()
    try:
        value, how = read(place.fact, shape, typed, clock.today(place.file.application.site))
    except Unreadable as unreadable:
        return _show(request, place, shape, typed, why, faults=list(unreadable.faults))
    seen = request.POST.get("version", "")
    if seen != str(place.version):
        return _show(request, place, shape, typed, why, overtaken=(value, how))
    if not why.is_valid():
        return _show(request, place, shape, typed, why)
    try:
        _state(place, value, how, why.cleaned_data, now)
    except ChangedMeanwhile:
        # Between this page's look and the verb's: both are shown, as for any older page.
        newer = place.again(now)
        return _show(request, newer, shape, typed, why, overtaken=(value, how))
    except Refused as refused:
        return _show(request, place, shape, typed, why, faults=[("", refused.sentence)])
    part = f"facts-{place.owner}"
    return back("office:file", place.file.application.pk, done="recorded", at=part)


def _state(place: Place, value: Any, how: str, why: dict[str, str], now: Any) -> None:
    if place.within is not None and how != SAID:
        value, how = None, SAID  # one unknown entry of a record; the list itself is known
    said = statement(
        value=place.put(value) if how == SAID else None,
        how=how,
        source=OFFICER,
        by=str(place.file.officer.pk),
        at=now,
        evidence=why["evidence"],
        why=why["why"],
    )
    changing.state_facts(
        application=place.file.application,
        member=place.who.member if place.who else None,
        statements={place.stated.key: said},
        seen={place.stated.key: place.version},
        by=place.file.officer,
        at=now,
    )


def _resized(place: Place, value: Any) -> Any:
    """Return a list of records of a new length: what was said of those that stay is kept."""
    if not place.fact.type.row or place.fact.type.kind != "rows":
        return value
    old, new = items(place.now[0]), items(value)
    rows = [*old[: len(new)], *({} for _each in new[len(old) :])]
    return {**value, "items": rows} if isinstance(value, dict) else rows


def _place(
    request: HttpRequest, file_id: UUID, owner: str, name: str, within: str, row: int
) -> Place:
    file = opened(officer_of(request), file_id, at=clock.now())
    found, outer = file.pack.facts.get(name), file.pack.facts.get(within) if within else None
    who = next((s for s in file.staying if str(s.member.number) == owner), None)
    stated = outer or found
    if found is None or stated is None or file.is_erased or (owner != HOUSEHOLD and who is None):
        raise Http404
    if stated.of != ("person" if who else HOUSEHOLD) or (outer and found.of != outer.type.row):
        raise Http404
    if not any(file.may(permission) for permission in RECORDING):
        raise PermissionDenied
    if not file.sees_protected and (facts.is_protected(stated) or facts.is_protected(found)):
        raise PermissionDenied
    if stated.name in facts.bound(file.pack):
        raise Http404  # the person's own page changes these
    place = Place(file=file, who=who, owner=owner, fact=found, within=outer, row=row)
    if outer and not 0 <= row < len(items(place.now_whole)):
        raise Http404
    return place


def _show(
    request: HttpRequest,
    place: Place,
    shape: Field,
    typed: Typed,
    why: WhyForm,
    *,
    faults: list[tuple[str, str]] | None = None,
    overtaken: tuple[Any, str] | None = None,
) -> HttpResponse:
    file, lang = place.file, place.file.lang
    label = str(words(file.pack, lang).fact(place.fact.name, "label"))
    count = controls.entries_of(shape, typed)
    value, how = place.now
    context: dict[str, Any] = {
        "label": label,
        "who": place.who.name if place.who else _("The household"),
        "question": words(file.pack, lang).fact(place.fact.name, "other")
        or words(file.pack, lang).fact(place.fact.name, "question"),
        "groups": list(controls.groups(shape, label, typed, faults or (), count)),
        "form": why,
        "faults": faults or [(f"id_{n}", str(e)) for n, each in why.errors.items() for e in each],
        "version": place.version,
        "now": facts.how_said(file.pack, place.fact, value, how, lang) if how else "",
        "overtaken": overtaken is not None,
        "yours": facts.how_said(file.pack, place.fact, *overtaken, lang) if overtaken else "",
        "records": list(_records(place)),
        "back": address(file, f"facts-{place.owner}"),
    }
    status = 409 if overtaken else 422 if context["faults"] else 200
    return page(request, "fact.html", context, site=file.application.site, status=status)


def _records(place: Place) -> Any:
    """Yield the records of a list, each with the addresses where its own facts are recorded."""
    if place.within is not None or place.fact.type.kind != "rows" or not place.fact.type.row:
        return
    own = [f for f in place.file.pack.facts.values() if f.of == place.fact.type.row]
    spoken = words(place.file.pack, place.file.lang)
    for number in range(len(items(place.now[0]))):
        args = [place.file.application.pk, place.owner, place.fact.name, number]
        yield (
            number + 1,
            [
                (spoken.fact(f.name, "label"), reverse("office:record-fact", args=[*args, f.name]))
                for f in own
                if place.file.sees_protected or not facts.is_protected(f)
            ],
        )

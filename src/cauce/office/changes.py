"""Changing a family's file: who is in it, how to reach them, what they agreed to, whether they go on."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cauce.applications import actions as changing
from cauce.applications.changing.rights import RECORDING
from cauce.applications.models import Screening
from cauce.applications.submission import Paper, PersonIn, RouteIn
from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.base.roles import Permission
from cauce.office import words
from cauce.office.fileforms import (
    PLAIN,
    CorrectPersonForm,
    NewMemberForm,
    PersonForm,
    RouteForm,
    WhyForm,
)
from cauce.office.files import address
from cauce.office.opening import OpenFile, Somebody, opened
from cauce.office.pages import back, officer_of, page, posted


def to_change(request: HttpRequest, file_id: UUID, *any_of: Permission) -> OpenFile:
    """Open a file for a change; refused to whoever has none of these permissions at its site."""
    file = opened(officer_of(request), file_id, at=clock.now())
    if file.is_erased:
        raise Http404
    if not any(file.may(permission) for permission in any_of):
        raise PermissionDenied
    return file


def change(
    request: HttpRequest,
    file: OpenFile,
    form: Form,
    do: Callable[[dict[str, Any]], None],
    *,
    done: str,
    part: str,
    **said: Any,
) -> HttpResponse:
    """Show a form, or do what it says: unless somebody changed the same thing since it was shown."""
    stamp = _stamp(form.initial)
    changed: list[tuple[str, str, str]] = []
    if form.is_bound and form.is_valid():
        if form.initial and request.POST.get("stamp") != stamp:
            changed = list(_both(form))
        else:
            try:
                do(form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.sentence)
            else:
                return back("office:file", file.application.pk, done=done, at=part or "main")
    return form_page(request, file, form, part=part, changed=changed, stamp=stamp, **said)


def _stamp(shown: Mapping[str, Any]) -> str:
    """Return what a form says it was made from: another value means that somebody was faster."""
    text = json.dumps(shown, sort_keys=True, default=str) if shown else ""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _both(form: Form) -> Iterator[tuple[str, str, str]]:
    """Yield what differs: the label, what it says now, what was written."""
    for name in form.initial:
        now, yours = str(form.initial[name] or ""), str(form.cleaned_data.get(name) or "")
        if name in form.fields and now != yours:
            yield str(form.fields[name].label), now, yours


def form_page(
    request: HttpRequest,
    file: OpenFile,
    form: Any,
    *,
    title: str,
    button: str,
    part: str = "",
    lines: list[str] | None = None,
    heading: Any = "",
    stamp: str = "",
    changed: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    """Show a form about a file; what was typed stays, and each fault is said at its field."""
    context = {
        "form": form,
        "title": title,
        "heading": heading,
        "button": button,
        "lines": lines or [],
        "stamp": stamp,
        "changed": changed or [],
        "back": address(file, part),
        "back_text": _("Back to the file"),
    }
    status = 409 if changed else 422 if form.errors else 200
    return page(request, "form.html", context, site=file.application.site, status=status)


def somebody(file: OpenFile, number: int) -> Somebody:
    """Return a member who is still there; 404 for anybody else."""
    for each in file.staying:
        if each.member.number == number:
            return each
    raise Http404


@sensitive_post_parameters()
def person(request: HttpRequest, file_id: UUID, number: int) -> HttpResponse:
    """Correct a person's names, birth or papers; the old ones stay in the history."""
    file = to_change(request, file_id, *RECORDING)
    who = somebody(file, number)

    def correct(typed: dict[str, Any]) -> None:
        wanted = content_of(typed, who.content)
        changes = {name: new for name, new in wanted.items() if who.content.get(name) != new}
        changing.correct_person(
            application=file.application,
            member=who.member,
            content=changes,
            why=typed["why"],
            before={name: who.content.get(name) for name in changes},
            by=file.officer,
            at=clock.now(),
        )

    form = CorrectPersonForm(posted(request), initial=PersonForm.of(who.content))
    said = {"title": _("Correct a person"), "heading": who.name, "button": _("Save")}
    return change(request, file, form, correct, done="person", part="household", **said)


@sensitive_post_parameters()
def add_member(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Add somebody to the household."""
    file = to_change(request, file_id, *RECORDING)

    def add(typed: dict[str, Any]) -> None:
        changing.add_member(
            application=file.application,
            person=person_in(typed),
            number=typed["number"],
            by=file.officer,
            at=clock.now(),
        )

    following = max(each.member.number for each in file.members) + 1
    form = NewMemberForm(file.pack, file.lang, posted(request), number=following)
    said = {"title": _("Add a person"), "button": _("Add")}
    return change(request, file, form, add, done="added", part="household", **said)


@sensitive_post_parameters()
def member_left(request: HttpRequest, file_id: UUID, number: int) -> HttpResponse:
    """Record that somebody does not belong to the household any more."""
    file = to_change(request, file_id, *RECORDING)
    who = somebody(file, number)

    def leave(_typed: dict[str, Any]) -> None:
        changing.member_left(
            application=file.application, member=who.member, by=file.officer, at=clock.now()
        )

    said = {
        "title": _("Left the household"),
        "heading": who.name,
        "lines": [_("What was said about them stays in the file, and they can come back.")],
        "button": _("They left"),
    }
    form = _confirmed(request)
    return change(request, file, form, leave, done="left", part="household", **said)


@require_POST
def member_returned(request: HttpRequest, file_id: UUID, number: int) -> HttpResponse:
    """Take somebody who left into the household again."""
    file = to_change(request, file_id, *RECORDING)
    gone = [each.member for each in file.members if each.member.number == number]
    if not gone:
        raise Http404
    return at_once(
        request,
        file,
        changing.member_returned,
        done="returned",
        part="household",
        member=gone[0],
    )


@sensitive_post_parameters()
def add_route(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Add a way to reach the family, with what is safe on it."""
    file = to_change(request, file_id, *RECORDING)

    def add(typed: dict[str, Any]) -> None:
        changing.add_route(
            application=file.application, route=RouteIn(**typed), by=file.officer, at=clock.now()
        )

    form = RouteForm(posted(request), zone=file.application.site.time_zone)
    said = {"title": _("Add a way to reach them"), "button": _("Add")}
    return change(request, file, form, add, done="route", part="contact", **said)


@sensitive_post_parameters()
def close_route(request: HttpRequest, file_id: UUID, number: int) -> HttpResponse:
    """Use a way no more: lost, not safe any more, somebody else's by now."""
    file = to_change(request, file_id, *RECORDING)
    found = [(r, c) for r, c in file.routes if r.number == number and r.state != r.State.CLOSED]
    if not found:
        raise Http404
    route, content = found[0]

    def close(_typed: dict[str, Any]) -> None:
        changing.close_route(
            application=file.application, route=route, by=file.officer, at=clock.now()
        )

    said = {
        "title": _("Use this way no more"),
        "heading": content.get("address", ""),
        "lines": [_("Nobody calls or writes there any more; it stays in the history.")],
        "button": _("Close it"),
    }
    form = _confirmed(request)
    return change(request, file, form, close, done="route-closed", part="contact", **said)


@sensitive_post_parameters()
def consent(request: HttpRequest, file_id: UUID, consent_id: UUID) -> HttpResponse:
    """Record that the family answers a purpose otherwise than before."""
    file = to_change(request, file_id, *RECORDING)
    found = [row for row in file.consents if row.pk == consent_id]
    if not found:
        raise Http404
    old = found[0]

    def answer(_typed: dict[str, Any]) -> None:
        changing.set_consent(
            application=file.application,
            purpose=old.purpose,
            recipient=old.recipient,
            given=not old.given,
            by=file.officer,
            at=clock.now(),
        )

    now = _("Now it says: yes.") if old.given else _("Now it says: no.")
    said = {
        "title": _("The family says otherwise"),
        "heading": words.purpose(old.purpose, old.recipient),
        "lines": [now, _("The older answer stays in the file.")],
        "button": _("From now on: no") if old.given else _("From now on: yes"),
    }
    form = _confirmed(request)
    return change(request, file, form, answer, done="consent", part="consent", **said)


@sensitive_post_parameters()
def urgent(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Mark a household as urgent, or take the mark away; why stays sealed, only that it is so is seen."""
    file = to_change(request, file_id, *RECORDING)
    now_urgent = file.household.priority

    def mark(typed: dict[str, Any]) -> None:
        changing.mark_urgent(
            application=file.application,
            urgent=not now_urgent,
            why=typed["why"],
            by=file.officer,
            at=clock.now(),
        )

    said = {
        "title": _("No longer urgent") if now_urgent else _("Mark as urgent"),
        "lines": [_("Lists show that it is urgent, never why.")],
        "button": _("Save"),
    }
    form = WhyForm(posted(request))
    return change(request, file, form, mark, done="urgent", part="", **said)


@sensitive_post_parameters()
def withdraw(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Withdraw an application because the family said so; it can be taken back for thirty days."""
    file = to_change(request, file_id, *RECORDING)

    def do(typed: dict[str, Any]) -> None:
        changing.withdraw(
            application=file.application, why=typed["why"], by=file.officer, at=clock.now()
        )

    said = {
        "title": _("Withdraw for the family"),
        "lines": [_("Only if the family asks for it. It can be taken back for thirty days.")],
        "button": _("Withdraw"),
    }
    form = WhyForm(posted(request))
    return change(request, file, form, do, done="withdrawn", part="", **said)


@require_POST
def undo_withdrawal(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take a withdrawal back."""
    file = to_change(request, file_id, *RECORDING)
    return at_once(request, file, changing.undo_withdrawal, done="back")


@require_POST
def screen_again(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Screen a file again by the rules in force; nothing is decided by it."""
    file = to_change(request, file_id, *RECORDING)
    return at_once(
        request, file, changing.rescreen, done="screened", part="screening", why=Screening.Why.ASKED
    )


@require_POST
def give_back(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Give an application back, so that the next officer takes it."""
    file = to_change(request, file_id, Permission.CHECK_APPLICATIONS)
    return at_once(request, file, changing.give_back, done="given-back")


@require_POST
def take_application(request: HttpRequest) -> HttpResponse:
    """Give the officer the application that is due first; the rule chooses, not the hand."""
    officer = officer_of(request)
    try:
        taken = changing.take_oldest_application(by=officer, at=clock.now())
    except Refused:
        return back("office:tray", "applications-to-check", done="nothing-to-take")
    return back("office:file", taken.pk, done="taken")


def at_once(
    request: HttpRequest,
    file: OpenFile,
    verb: Callable[..., Any],
    *,
    done: str,
    part: str = "main",
    **said: Any,
) -> HttpResponse:
    """Do what needs no form; a refusal is said on a page of its own, with the way back."""
    try:
        verb(application=file.application, by=file.officer, at=clock.now(), **said)
    except Refused as refused:
        context = {"sentence": refused.sentence, "back": address(file, part)}
        return page(request, "refused.html", context, site=file.application.site, status=422)
    return back("office:file", file.application.pk, done=done, at=part)


def _confirmed(request: HttpRequest) -> Form:
    """Return a form without a field: its button says it all."""
    return Form(posted(request))


def content_of(typed: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Return a person's content as it is kept; papers beyond the first stay."""
    parts = ("kind", "number", "issuer")
    paper = {part: typed[f"paper_{part}"] for part in parts}
    others = list(before.get("papers", ()))[1:]
    said = str(before.get("birth", ""))
    kept = "" if PLAIN.fullmatch(said) else said
    return {
        **{name: typed[name] for name in ("given", "surname1", "surname2")},
        "birth": typed["birth"] or kept,
        "birth_approximate": typed["birth_approximate"],
        "papers": [paper, *others] if paper["number"] else others,
    }


def person_in(typed: dict[str, Any]) -> PersonIn:
    """Return a new person as the verbs take them."""
    content = content_of(typed, {})
    papers = tuple(Paper(**paper) for paper in content.pop("papers"))
    return PersonIn(**content, relation=typed["relation"], papers=papers)

"""Pages of accounts: who works here, in which role, how they come in; every change is an Event."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cauce.base import actions, clock
from cauce.base.factor.asking import freshly
from cauce.base.factor.holding import factor_of
from cauce.base.models import Officer, Site
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.office import words
from cauce.office.officers import listing
from cauce.office.officers.forms import BecauseForm, GrantForm, OfficerForm
from cauce.office.pages import PER_PAGE, back, first_site, officer_of, page, posted

DONE_SHOWN = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show who works at the director's sites, open accounts first."""
    director = officer_of(request)
    shown = Paginator(listing.kept_by(director), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "lines": list(listing.lines(shown))}
    return page(request, "officers/list.html", context, site=first_site(director))


@require_safe
def officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Show one account: its roles, how its officer comes in, what was done to it."""
    director = officer_of(request)
    found = listing.officer_kept_by(director, officer_id)
    return _account(request, director, found)


@freshly
@sensitive_post_parameters("password")
def add(request: HttpRequest) -> HttpResponse:
    """Open an account, without any role yet."""
    director, form = officer_of(request), OfficerForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = actions.enrol_officer(**form.cleaned_data, by=director, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return back("office:officers:officer", made.pk, done="enrolled", at="roles")
    said = {
        "title": _("Enrol an officer"),
        "lines": [_("The account may nothing until somebody gives it a role.")],
        "button": _("Open the account"),
        "back": reverse("office:officers:list"),
        "back_text": _("Back to the officers"),
    }
    return _form(request, form, **said)


@freshly
def give(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Give an officer a role at a site."""
    director = officer_of(request)
    found = listing.officer_kept_by(director, officer_id)
    form = GrantForm(posted(request), sites=listing.sites_kept_by(director))

    def do(typed: dict[str, Any]) -> None:
        actions.grant_role(
            officer=found,
            role=Role(typed["role"]),
            site=Site.objects.get(pk=typed["site"]),
            because=typed["because"],
            by=director,
            at=clock.now(),
        )

    said: dict[str, Any] = {
        "title": _("Give a role"),
        "lines": [_("Every sign-in of theirs ends: they sign in again and have the role.")],
        "button": _("Give the role"),
        "done": "granted",
    }
    return _about(request, found, form, do, **said)


@freshly
def take(request: HttpRequest, officer_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role at a site from an officer."""
    director = officer_of(request)
    found = listing.officer_kept_by(director, officer_id)
    grant = get_object_or_404(found.grants.select_related("site"), pk=grant_id)
    role = Role(grant.role)

    def do(typed: dict[str, Any]) -> None:
        words_ = {"officer": found, "role": role, "site": grant.site, "because": typed["because"]}
        actions.revoke_role(**words_, by=director, at=clock.now())

    held = _("%(role)s, %(site)s") % {"role": words.ROLES[role], "site": grant.site.name}
    said: dict[str, Any] = {
        "title": _("Take a role back"),
        "lines": [held, *_what_becomes_of(found)],
        "button": _("Take the role back"),
        "done": "revoked",
    }
    return _about(request, found, BecauseForm(posted(request)), do, **said)


@freshly
def close(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """Close an account, for good."""
    director = officer_of(request)
    found = listing.officer_kept_by(director, officer_id)

    def do(typed: dict[str, Any]) -> None:
        because = typed["because"]
        actions.close_account(officer=found, because=because, by=director, at=clock.now())

    said: dict[str, Any] = {
        "title": _("Close the account"),
        "lines": [
            _("This cannot be undone: whoever comes back gets a new account."),
            _("Every sign-in ends at once. What they did stays theirs, under their name."),
            *_what_becomes_of(found),
        ],
        "button": _("Close it for good"),
        "done": "account-closed",
    }
    return _about(request, found, BecauseForm(posted(request)), do, **said)


@require_POST
def sign_out(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """End every sign-in of an officer: a lost telephone, a machine left open."""
    director = officer_of(request)
    found = listing.officer_kept_by(director, officer_id)
    actions.end_sessions(officer=found, by=director, at=clock.now())
    return back("office:officers:officer", found.pk, done="signed-out")


def _what_becomes_of(found: Officer) -> list[str]:
    """Say what an officer has in hand, and that others may take it."""
    held = ", ".join(f"{title}: {count}" for title, count in listing.in_hand(found))
    if not held:
        return [_("They have nothing in hand.")]
    told = _("In their hands: %(held)s. What they may not do any more is free for the next one.")
    return [told % {"held": held}]


def _account(request: HttpRequest, director: Officer, found: Any) -> HttpResponse:
    sites = {site.pk for site in listing.sites_kept_by(director)}
    grants = sorted(found.grants.all(), key=lambda grant: (grant.site.name, grant.role))
    own = found.pk == director.pk
    factor = factor_of(found)
    context = {
        "found": found,
        "grants": [(g, words.role(g.role), g.site_id in sites and not own) for g in grants],
        "factor": factor if factor and factor.confirmed_at else None,
        "asked_by_me": factor is not None and factor.reset_asked_by_id == director.pk,
        "held": listing.in_hand(found) if found.is_active else [],
        "why_not": _why_not(found, own=own),
        "own": own,
        "story": [
            (event.at, words.deed(event.verb), _because(event), words.doer(event, director))
            for event in listing.done_to(found, most=DONE_SHOWN)
        ],
    }
    return page(request, "officers/officer.html", context, site=first_site(director))


def _why_not(found: Officer, *, own: bool) -> str:
    if own:
        return _("This is your own account: another director changes it.")
    return "" if found.is_active else _("This account is closed.")


def _because(event: Any) -> str:
    role = event.body.get("role", "").upper()
    said = [words.ROLES[Role[role]]] if role in Role.__members__ else []
    because = words.BECAUSE.get(event.reason)
    return ", ".join(str(each) for each in (*said, because) if each)


def _about(
    request: HttpRequest,
    found: Officer,
    form: Any,
    do: Callable[[dict[str, Any]], None],
    *,
    done: str,
    title: str,
    **said: Any,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return back("office:officers:officer", found.pk, done=done)
    said |= {
        "title": title,
        "heading": f"{title}: {found.display_name}",
        "back": reverse("office:officers:officer", args=[found.pk]),
        "back_text": _("Back to the account"),
    }
    return _form(request, form, **said)


def _form(request: HttpRequest, form: Any, **said: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    site = first_site(officer_of(request))
    return page(request, "form.html", {"form": form, **said}, site=site, status=status)

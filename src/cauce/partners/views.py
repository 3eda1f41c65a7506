"""Pages of the list of organisations: listed, changed, ended, taken back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cauce.base import clock
from cauce.base.models import Officer
from cauce.base.refusal import Refused
from cauce.partners import actions
from cauce.partners.forms import OrganisationForm
from cauce.partners.models import Organisation

DONE = {
    "listed": gettext_lazy("Listed. Families may be referred there once they agree."),
    "changed": gettext_lazy("Changed."),
    "ended": gettext_lazy("Ended: no more families are sent there. What was sent before goes on."),
    "back": gettext_lazy("It takes referrals again."),
}


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Show every organisation, those that take referrals first."""
    found = Organisation.objects.order_by("state", "name")
    return _page(request, "partners/organisations.html", {"organisations": found})


def add(request: HttpRequest) -> HttpResponse:
    """List an organisation."""
    form = OrganisationForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        actions.add_organisation(**cleaned, by=_officer(request), at=clock.now())

    return _form(request, form, act, "listed", _("List an organisation"))


def change(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Change an organisation."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = OrganisationForm(request.POST or None, organisation=found)

    def act(cleaned: dict[str, Any]) -> None:
        by, at = _officer(request), clock.now()
        actions.change_organisation(organisation=found, **cleaned, by=by, at=at)

    return _form(request, form, act, "changed", found.name)


@require_POST
def end(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """End an organisation."""
    return _button(request, organisation_id, actions.end_organisation, "ended")


@require_POST
def take_back(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Take an organisation back."""
    return _button(request, organisation_id, actions.take_back_organisation, "back")


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise TypeError("The access guard lets officers only come here.")
    return request.user


def _button(
    request: HttpRequest, organisation_id: UUID, verb: Callable[..., None], done: str
) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)
    try:
        verb(organisation=found, by=_officer(request), at=clock.now())
    except Refused as refused:
        context = {"sentence": refused.sentence, "back": reverse("partners:organisations")}
        return _page(request, "office/refused.html", context, status=422)
    return _to_list(done)


def _form(
    request: HttpRequest,
    form: OrganisationForm,
    act: Callable[[dict[str, Any]], None],
    done: str,
    title: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return _to_list(done)
    context = {
        "form": form,
        "title": title,
        "button": _("Keep"),
        "back": reverse("partners:organisations"),
        "back_text": _("Back to the organisations"),
    }
    return _page(request, "office/form.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    said = DONE.get(request.GET.get("done", ""))
    shown = {**context, **({"done": said} if said else {})}
    return render(request, name, shown, status=status, using="office")


def _to_list(done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('partners:organisations')}?done={done}#main")

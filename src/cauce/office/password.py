"""One's own password: whoever enrolled an officer knows the first one, so it should not stay."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cauce.base import actions, clock, signin
from cauce.base.address import client_address
from cauce.base.refusal import Refused
from cauce.office import entering
from cauce.office.forms import PasswordForm
from cauce.office.pages import back, first_site, officer_of, page, posted


@sensitive_post_parameters("present", "password", "again")
def change(request: HttpRequest) -> HttpResponse:
    """Take another password, after the present one; every sign-in ends, this one too."""
    officer, form = officer_of(request), PasswordForm(posted(request))
    if form.is_bound and form.is_valid() and _knows(request, str(officer), form):
        try:
            actions.change_password(
                officer=officer, password=form.cleaned_data["password"], by=officer, at=clock.now()
            )
        except Refused as refused:
            form.add_error("password", refused.sentence)
        else:
            logout(request)
            return back("office:home", done="password")
    context = {
        "form": form,
        "title": _("Change your password"),
        "lines": [_("At least twelve signs, such as four words. Every sign-in of yours ends.")],
        "button": _("Change it"),
        "back": reverse("office:home"),
        "back_text": _("Back to today"),
    }
    status = 422 if form.errors else 200
    return page(request, "form.html", context, site=first_site(officer), status=status)


def _knows(request: HttpRequest, username: str, form: PasswordForm) -> bool:
    """Check the present password, counted like a sign-in: an open machine is no way to guess it."""
    tried = signin.attempt(
        username=username,
        password=form.cleaned_data["present"],
        address=client_address(request),
        now=clock.machine_now().timestamp(),
    )
    if tried.wait:
        form.add_error(None, entering.waiting(tried.wait))
    elif tried.officer is None:
        form.add_error("present", _("This is not your present password. Check it."))
    return tried.officer is not None

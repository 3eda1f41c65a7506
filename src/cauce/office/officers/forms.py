"""What a director types about an account or a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cauce.base.models import Site
from cauce.office import words

_LONG = _("That is too long. Write less.")


class OfficerForm(forms.Form):
    """A new account: who it is for, and a first password."""

    display_name = forms.CharField(
        label=_("Name, as colleagues and families read it"),
        max_length=120,
        error_messages={"required": _("Write the officer's name."), "max_length": _LONG},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_("What they type to sign in. Small letters, without blanks."),
        max_length=60,
        error_messages={
            "required": _("Write a user name."),
            "max_length": _("A user name is not that long. Check it."),
        },
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_(
            "At least twelve signs, such as four words. Give it to them by hand; they change it"
            " on their first day."
        ),
        max_length=200,
        strip=False,
        error_messages={
            "required": _("Write a first password."),
            "max_length": _("A password is not that long. Check it."),
        },
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )


# Of the reasons there are, those that fit.
_TO_GIVE = ("begins", "stands-in", "other-work", "was-mistaken")
_TO_TAKE = ("other-work", "was-mistaken", "leaves", "misuse")


class BecauseForm(forms.Form):
    """Why a role is taken or an account closed: a code, for the record can hold no sentence."""

    because = forms.ChoiceField(
        label=_("Why?"),
        choices=[(code, words.BECAUSE[code]) for code in _TO_TAKE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class GrantForm(forms.Form):
    """A role at a site, and why."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, text) for role, text in words.ROLES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    site = forms.ChoiceField(
        label=_("Site"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a site.")},
    )
    because = forms.ChoiceField(
        label=_("Why?"),
        choices=[(code, words.BECAUSE[code]) for code in _TO_GIVE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )

    def __init__(self, data: Any = None, *, sites: list[Site]) -> None:
        """Offer the sites at which this director gives roles; one alone is chosen already."""
        only = {"site": str(sites[0].pk)} if len(sites) == 1 else None
        super().__init__(data, initial=only)
        field = self.fields["site"]
        field.choices = [(str(site.pk), site.name) for site in sites]  # type: ignore[attr-defined]  # a choice field

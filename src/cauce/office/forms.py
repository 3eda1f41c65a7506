"""What an officer types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("User name"),
        error_messages={
            "required": _("Write your user name."),
            "max_length": _("A user name is not that long. Check it."),
        },
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        error_messages={
            "required": _("Write your password."),
            "max_length": _("A password is not that long. Check it."),
        },
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def _password(label: Any, required: Any, kind: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        error_messages={
            "required": required,
            "max_length": _("A password is not that long. Check it."),
        },
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
    )


class PasswordForm(forms.Form):
    """The present password, and another one twice: nobody sees what is typed."""

    present = _password(
        _("Your present password"), _("Write your present password."), "current-password"
    )
    password = _password(_("The new password"), _("Write the new password."), "new-password")
    again = _password(
        _("The new password once more"), _("Write the new password once more."), "new-password"
    )

    def clean_again(self) -> str:
        """Demand the same twice."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("The two are not the same. Write the new one twice."))
        return again

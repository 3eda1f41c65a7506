"""What an officer types."""

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

"""What an officer types to show a second factor."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """One code: of the telephone, or of the paper."""

    code = forms.CharField(
        label=_("Code"),
        error_messages={
            "required": _("Write the code."),
            "max_length": _("A code is not that long. Check it."),
        },
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

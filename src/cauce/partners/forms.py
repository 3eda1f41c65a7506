"""What a director types about an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cauce.partners.models import Organisation

_LONG = _("That is too long. Write less.")


class OrganisationForm(forms.Form):
    """Its name, where it is written to, and how soon it answers."""

    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        error_messages={"required": _("Write the organisation's name."), "max_length": _LONG},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    recipient = forms.CharField(
        label=_("How consent lists call it"),
        help_text=_(
            "One short word, such as resettlement-agency; made from the name if left empty."
        ),
        max_length=60,
        required=False,
        error_messages={"max_length": _LONG},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    address = forms.EmailField(
        label=_("E-mail address of the office that takes referrals"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address such as desk@example.org.")},
    )
    answers_within = forms.IntegerField(
        label=_("Within how many days it answers"),
        min_value=1,
        max_value=365,
        initial=30,
        error_messages={
            "required": _("Write a number of days."),
            "invalid": _("Write a number of days."),
            "min_value": _("Write a number from 1 to 365."),
            "max_value": _("Write a number from 1 to 365."),
        },
    )

    def __init__(self, data: Any = None, *, organisation: Organisation | None = None) -> None:
        """Begin with what is known; what families agreed to keeps its word."""
        known = {}
        if organisation is not None:
            known = {
                "name": organisation.name,
                "address": organisation.address,
                "answers_within": organisation.answers_within,
            }
        super().__init__(data, initial=known or None)
        if organisation is not None:
            del self.fields["recipient"]

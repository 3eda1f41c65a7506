"""What an officer says of a new brief."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cauce.governments.briefs.models import Brief

_CHOOSE = {"required": _("Choose one of the list."), "invalid_choice": _("Choose one of the list.")}


class BriefForm(forms.Form):
    """Whose office changes hands, which one, for whom it is written, and as of when."""

    side = forms.ChoiceField(label=_("Side"), error_messages=_CHOOSE)
    office = forms.ChoiceField(label=_("Office that changes hands"), error_messages=_CHOOSE)
    audience = forms.ChoiceField(
        label=_("Written for"),
        choices=[
            (Brief.Audience.DESK, _("our own desk: from the whole ledger")),
            (Brief.Audience.INCOMING, _("the incoming side: from published entries only")),
        ],
        error_messages=_CHOOSE,
    )
    day = forms.DateField(
        label=_("As known on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Write a day like 2024-01-12."),
            "invalid": _("Write a day like 2024-01-12."),
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sides: list[tuple[str, str]],
        offices: list[tuple[str, str]],
        today: date,
        chosen: str = "",
    ) -> None:
        """Offer the governments and offices of the ledger."""
        super().__init__(data, initial={"side": chosen, "day": today})
        self.fields["side"].choices = sides  # type: ignore[attr-defined]  # a field of choices
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # a field of choices

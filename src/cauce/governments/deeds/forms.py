"""What an officer types about a request, an entry, a source or a difference."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.base.models import Officer
from cauce.base.roles import PERMISSIONS, Permission
from cauce.dates import DateFault
from cauce.ledger import when

Choices = Sequence[tuple[str, Any]]
_LONG = gettext_lazy("That is too long. Write less.")
_WHY = gettext_lazy("Say why: whoever reads this later must be able to follow.")
_EDTF = gettext_lazy("A day such as 2024-01-12, a month such as 2024-01, or 2024-01-12~ for about.")


def edtf(text: str) -> str:
    """Return a date as it was typed, if it is one; refused with a sentence."""
    try:
        when(text)
    except DateFault:
        raise ValidationError(
            _("This is no date. Write it like 2024-01-12, 2024-01 or 2024.")
        ) from None
    return text


class EdtfField(forms.CharField):
    """A date that may be known only in part."""

    def __init__(self, more: Any = "", **said: Any) -> None:
        """`more` is said before how a date is written."""
        super().__init__(
            max_length=60,
            help_text=format_lazy("{} {}", more, _EDTF) if more else _EDTF,
            widget=forms.TextInput({"autocomplete": "off"}),
            error_messages={"max_length": _LONG, "required": gettext_lazy("Say when.")},
            **said,
        )

    def clean(self, value: Any) -> str:
        """Refuse what is no date."""
        typed = str(super().clean(value)).strip()
        return edtf(typed) if typed else ""


def reason(label: Any) -> forms.CharField:
    """The field in which somebody says why."""
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _WHY, "max_length": _LONG},
    )


class ActForm(forms.Form):
    """An act on a request: which, by whom, when, in what words, and where that is written."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    act = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        error_messages={"required": gettext_lazy("Choose what happened.")},
    )
    actor = forms.ChoiceField(
        label=gettext_lazy("Who did it?"),
        error_messages={"required": gettext_lazy("Choose who did it.")},
    )
    day = EdtfField(label=gettext_lazy("When?"))
    words = forms.CharField(
        label=gettext_lazy("What was said or written"),
        help_text=gettext_lazy("An ending needs this, or a source below."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _LONG},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source that says it"),
        help_text=gettext_lazy("Without one it stands on the desk's own note of today."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, acts: Choices, actors: Choices, sources: Choices
    ) -> None:
        """Offer what there is."""
        super().__init__(data, initial={"form_id": uuid4()})
        choose = ("", gettext_lazy("Choose"))
        self.fields["act"].choices = [choose, *acts]  # type: ignore[attr-defined]  # a choice field
        self.fields["actor"].choices = [choose, *actors]  # type: ignore[attr-defined]  # a choice field
        note = ("", gettext_lazy("Our own note"))
        self.fields["source"].choices = [note, *sources]  # type: ignore[attr-defined]  # a choice field


class AgreeForm(forms.Form):
    """Until when an answer was agreed, with whom, and how."""

    day = EdtfField(label=gettext_lazy("An answer is agreed by"))
    agreed_by = forms.ChoiceField(label=gettext_lazy("Agreed by"), required=False)
    why = reason(gettext_lazy("How it was agreed"))

    def __init__(self, data: Any = None, *, actors: Choices, day: str = "") -> None:
        """Begin with the day that is agreed now."""
        super().__init__(data, initial={"day": day})
        both = ("", gettext_lazy("Both sides"))
        self.fields["agreed_by"].choices = [both, *actors]  # type: ignore[attr-defined]  # a choice field


class OwnerForm(forms.Form):
    """Who looks after an entry."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who looks after it"),
        queryset=Officer.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages={
            "required": gettext_lazy("Choose an officer: an entry without an owner is an error."),
            "invalid_choice": gettext_lazy("Choose an officer of the list."),
        },
    )

    def __init__(self, data: Any = None, *, owner: Officer | None = None) -> None:
        """Offer whoever may write in the ledger."""
        super().__init__(data, initial={"owner": owner})
        roles = [role.value for role, held in PERMISSIONS.items() if Permission.KEEP_LEDGER in held]
        able = Officer.objects.filter(is_active=True, grants__role__in=roles).distinct()
        field = self.fields["owner"]
        field.queryset = able.order_by("display_name")  # type: ignore[attr-defined]  # a model choice field
        field.label_from_instance = lambda who: who.display_name  # type: ignore[attr-defined]  # the same


class NextDateForm(forms.Form):
    """On which day an entry is looked at again."""

    day = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("This is not a day. Write it like 2024-01-12."),
        },
    )

    def __init__(self, data: Any = None, *, day: date | None = None) -> None:
        """Begin with the day that is set."""
        super().__init__(data, initial={"day": day})


class OwnSidesForm(forms.Form):
    """For which sides the desk works."""

    sides = forms.MultipleChoiceField(
        label=gettext_lazy("Our side"),
        help_text=gettext_lazy("Usually one. None: pages name both sides, as before."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, sides: Choices, chosen: Sequence[str]) -> None:
        """Offer the governments of the ledger."""
        super().__init__(data, initial={"sides": list(chosen)})
        self.fields["sides"].choices = list(sides)  # type: ignore[attr-defined]  # a choice field


class ReasonForm(forms.Form):
    """Why."""

    why = reason(gettext_lazy("Why"))


class ChooseForm(forms.Form):
    """Which of several, and why."""

    account = forms.ChoiceField(
        label=gettext_lazy("Which account is believed?"),
        widget=forms.RadioSelect,
        required=False,
    )
    why = reason(gettext_lazy("Why"))

    def __init__(
        self, data: Any = None, *, accounts: Choices, chosen: str = "", needed: bool = True
    ) -> None:
        """Offer the accounts that differ."""
        super().__init__(data, initial={"account": chosen})
        field = self.fields["account"]
        field.choices = list(accounts)  # type: ignore[attr-defined]  # a choice field
        field.required = needed
        field.error_messages["required"] = _("Choose one of the accounts.")


class SameForm(forms.Form):
    """Which other entry tells of the same event, and why."""

    other = forms.ChoiceField(
        label=gettext_lazy("It is the same event as"),
        error_messages={
            "required": gettext_lazy("Choose an entry."),
            "invalid_choice": gettext_lazy("Choose an entry of the list."),
        },
    )
    why = reason(gettext_lazy("Why"))

    def __init__(self, data: Any = None, *, others: Choices) -> None:
        """Offer the entries of the same kind."""
        super().__init__(data)
        self.fields["other"].choices = [("", gettext_lazy("Choose")), *others]  # type: ignore[attr-defined]  # a choice field

"""What an officer types after a call: who, when, how, about what, and what comes next."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.base.models import Officer
from cauce.governments.deeds.forms import edtf
from cauce.governments.vocabulary import LEVELS, MODES, STATES
from cauce.governments.work.models import MOST_SIGNS

Choices = Sequence[tuple[str, Any]]
_LONG = gettext_lazy("That is too long. Write less.")
_CHOOSE = ("", gettext_lazy("Choose"))
HOW = ("phone", "video", "meeting", "visit", "letter", "note")


class LogForm(forms.Form):
    """A contact and its next step."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    called = forms.ChoiceField(
        label=gettext_lazy("With whom?"),
        widget=forms.Select({"autofocus": True}),
        error_messages={"required": gettext_lazy("Choose with whom.")},
    )
    caller = forms.ChoiceField(
        label=gettext_lazy("Who called, wrote or invited?"),
        error_messages={"required": gettext_lazy("Choose who called.")},
    )
    day = forms.CharField(
        label=gettext_lazy("When?"),
        help_text=gettext_lazy("A day such as 2024-01-12, or a month such as 2024-01."),
        max_length=60,
        error_messages={"required": gettext_lazy("Say when."), "max_length": _LONG},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How?"), choices=[(code, MODES[code]) for code in HOW]
    )
    title = forms.CharField(
        label=gettext_lazy("About what?"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Say in a few words what it was about."),
            "max_length": _LONG,
        },
    )
    what = forms.CharField(
        label=gettext_lazy("What comes next?"),
        help_text=gettext_lazy("May be left empty. Otherwise say by when."),
        max_length=MOST_SIGNS,
        required=False,
        error_messages={"max_length": _LONG},
    )
    next_date = forms.DateField(
        label=gettext_lazy("By when?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": gettext_lazy("This is not a day. Write it like 2024-01-12."),
        },
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Between whom?"), required=False, choices=[("", "–"), *LEVELS.items()]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Did it take place?"), choices=list(STATES.items()), initial="held"
    )
    words = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _LONG},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sides: Choices,
        topics: Choices,
        initial: dict[str, Any],
        own: str = "",
    ) -> None:
        """Offer the governments and topics of the ledger; nobody talks with their own side."""
        super().__init__(data, initial={"form_id": uuid4(), "mode": "phone", **initial})
        self.own = own
        for name, left_out in (("called", own), ("caller", "")):
            offered = [side for side in sides if side[0] != left_out]
            self.fields[name].choices = [_CHOOSE, *offered]  # type: ignore[attr-defined]  # a choice field
        self.fields["topics"].choices = list(topics)  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> str:
        """Refuse what is no date."""
        return edtf(self.cleaned_data["day"].strip())

    def clean(self) -> dict[str, Any]:
        """A step and its day come together; where the other side called, it called us."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.own and said.get("caller") and said["caller"] == said.get("called"):
            said["called"] = self.own
        what, day = said.get("what", "").strip(), said.get("next_date")
        if what and day is None and "next_date" not in self.errors:
            self.add_error("next_date", ValidationError(_("Say by when this is done.")))
        if day is not None and not what:
            self.add_error("what", ValidationError(_("Say what is done by that day.")))
        return said


class StepForm(forms.Form):
    """What is done next about an entry, by whom and by when."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.CharField(
        label=gettext_lazy("What is done next?"),
        max_length=MOST_SIGNS,
        error_messages={
            "required": gettext_lazy("Write what is to be done, in up to 300 signs."),
            "max_length": _LONG,
        },
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("By whom?"),
        queryset=Officer.objects.none(),
        error_messages={
            "required": gettext_lazy("Choose an officer of the list."),
            "invalid_choice": gettext_lazy("Choose an officer of the list."),
        },
    )
    day = forms.DateField(
        label=gettext_lazy("By when?"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("This is not a day. Write it like 2024-01-12."),
        },
    )

    def __init__(self, data: Any = None, *, able: Any, initial: dict[str, Any]) -> None:
        """Offer the officers of this desk."""
        super().__init__(data, initial={"form_id": uuid4(), **initial})
        field = self.fields["owner"]
        field.queryset = able.order_by("display_name")  # type: ignore[attr-defined]  # a model choice field
        field.label_from_instance = lambda who: who.display_name  # type: ignore[attr-defined]  # the same


class MoveForm(StepForm):
    """Another owner or day for a step."""

    form_id = None  # type: ignore[assignment]  # Django's way to leave a field out
    what = None  # type: ignore[assignment]  # the same


class CloseForm(forms.Form):
    """What shows that an item is finished, and why."""

    account = forms.ChoiceField(
        label=gettext_lazy("What shows it?"),
        widget=forms.RadioSelect,
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why is it finished?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why: whoever reads this later must be able to follow."),
            "max_length": _LONG,
        },
    )

    def __init__(self, data: Any = None, *, accounts: Choices) -> None:
        """Offer the accounts that show an ending; none where the entry rests on nothing any more."""
        super().__init__(data)
        field = self.fields["account"]
        if not accounts:
            del self.fields["account"]
            return
        field.choices = list(accounts)  # type: ignore[attr-defined]  # a choice field
        field.required = True
        field.error_messages["required"] = _("Choose what shows it.")

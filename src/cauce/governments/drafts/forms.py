"""What an officer types at the reading desk: a text, and the answers of a card."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cauce.governments.deeds.forms import edtf

_LONG = gettext_lazy("That is too long. Write less.")
MOST_BYTES = 500_000
LANGUAGES = (("", gettext_lazy("The text shows it")), ("es", "Español"), ("en", "English"))


class TextForm(forms.Form):
    """A text to read: pasted, or from a file of plain text."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Title of the text"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Say what the text is called."),
            "max_length": _LONG,
        },
    )
    outlet = forms.CharField(
        label=gettext_lazy("Where it stood"),
        help_text=gettext_lazy("The newspaper, the agency or the office that published it."),
        max_length=120,
        required=False,
        error_messages={"max_length": _LONG},
    )
    published = forms.CharField(
        label=gettext_lazy("Published on"),
        help_text=gettext_lazy(
            "Like 2024-01-12, or 2024-01. Dates such as “last week” are read from it."
        ),
        max_length=60,
        required=False,
        error_messages={"max_length": _LONG},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    text = forms.CharField(
        label=gettext_lazy("The text"),
        help_text=gettext_lazy(
            "Published texts only: nothing that a family or an officer wrote belongs here."
        ),
        required=False,
        widget=forms.Textarea({"rows": 12}),
    )
    file = forms.FileField(label=gettext_lazy("Or a file of plain text"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """Give every form its own number, so that sending it twice is one text."""
        super().__init__(data, files, initial={"form_id": uuid4()})

    def clean_published(self) -> str:
        """Refuse what is no date."""
        typed = str(self.cleaned_data["published"]).strip()
        return edtf(typed) if typed else ""

    def clean_file(self) -> str:
        """The words of the file, if it is plain text."""
        given = self.cleaned_data["file"]
        if given is None:
            return ""
        if given.size > MOST_BYTES:
            raise ValidationError(_("The file is too large. Give the text in parts."))
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(
                _("This is no plain text in UTF-8. Paste the text instead.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """One text, from one of the two places."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["text"] = cleaned.get("text") or cleaned.get("file") or ""
        if not cleaned["text"].strip() and "file" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return cleaned


class CardForm(forms.Form):
    """The three questions of a card, and who is meant."""

    title = forms.CharField(
        label=gettext_lazy("About what"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Say in a few words what it is about."), "max_length": _LONG,
        },
    )  # fmt: skip
    act = forms.ChoiceField(label=gettext_lazy("What happened?"))
    giver = forms.CharField(label=gettext_lazy("Who acts"), max_length=120, required=False)
    receiver = forms.CharField(label=gettext_lazy("Towards whom"), max_length=120, required=False)
    said_by = forms.CharField(
        label=gettext_lazy("Who says so?"),
        help_text=gettext_lazy("Empty: the text itself."),
        max_length=120,
        required=False,
    )
    reported_by = forms.CharField(label=gettext_lazy("Told to"), max_length=120, required=False)
    day = forms.CharField(
        label=gettext_lazy("When?"),
        help_text=gettext_lazy(
            "Like 2024-01-12, 2024-01 or 2024-01-14/2024-01-21. Empty: not stated."
        ),
        max_length=60,
        required=False,
    )
    year_confirmed = forms.BooleanField(
        label=gettext_lazy("The year is guessed: it is right"), required=False
    )
    same_as = forms.ChoiceField(label=gettext_lazy("Same as …?"), required=False)

    def __init__(
        self, data: Any = None, *, acts: Any, same: Any, initial: Any, prefix: str
    ) -> None:
        """Offer the acts of the draft's kind and the entries that it may be."""
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields["act"].choices = acts  # type: ignore[attr-defined]  # a choice field
        self.fields["same_as"].choices = same  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> str:
        """Refuse what is no date."""
        typed = str(self.cleaned_data["day"]).strip()
        return edtf(typed) if typed else ""

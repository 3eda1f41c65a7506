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
SUM = ("value", "currency", "qualifier")
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
        text = cleaned.get("text") or cleaned.get("file") or ""
        # A browser sends a line's end as two signs: a sum broken over two lines was read as none.
        cleaned["text"] = text.replace("\r\n", "\n")
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
    value = forms.DecimalField(
        label=gettext_lazy("How much?"),
        help_text=gettext_lazy("The whole number, such as 3200000000. Empty: not stated."),
        min_value=0,
        max_digits=18,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            gettext_lazy("This is no sum. Write a number such as 3200000000 or 12.50."),
        ),
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=gettext_lazy("Currency"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write three capital letters, such as USD.")},
    )
    qualifier = forms.ChoiceField(label=gettext_lazy("More or less?"), required=False)
    year_confirmed = forms.BooleanField(
        label=gettext_lazy("The year is guessed: it is right"), required=False
    )
    same_as = forms.ChoiceField(label=gettext_lazy("Same as …?"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        acts: Any,
        same: Any,
        initial: Any,
        prefix: str,
        bounds: Any = (),
    ) -> None:
        """Offer the acts of the draft's kind and the entries that it may be; `bounds` where it has a sum."""
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields["qualifier"].choices = bounds  # type: ignore[attr-defined]  # a choice field
        if not bounds:
            for name in SUM:
                del self.fields[name]
        self.fields["act"].choices = acts  # type: ignore[attr-defined]  # a choice field
        self.fields["same_as"].choices = same  # type: ignore[attr-defined]  # a choice field

    def clean_day(self) -> str:
        """Refuse what is no date."""
        typed = str(self.cleaned_data["day"]).strip()
        return edtf(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """A sum and its currency come together, and are said as the ledger has them."""
        cleaned = super().clean() or self.cleaned_data
        if "qualifier" not in self.fields:
            return cleaned | {"amount": None}
        value, currency = cleaned.get("value"), cleaned.get("currency")
        if not self.errors and (value is None) == bool(currency):
            name = "value" if currency else "currency"
            self.add_error(name, ValidationError(_("Give the sum and its currency, or neither.")))
        kept = {name: said for name, said in cleaned.items() if name not in SUM}
        if value is None:
            return kept | {"amount": {}}
        number = int(value) if value == int(value) else float(value)
        bound = cleaned.get("qualifier") or "exact"
        return kept | {"amount": {"value": number, "currency": currency, "qualifier": bound}}

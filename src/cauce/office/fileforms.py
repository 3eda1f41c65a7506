"""What an officer types into a family's file."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cauce.eligibility import Pack
from cauce.people import phones
from cauce.people.models import ContactRoute
from cauce.questions import days
from cauce.questions.fields import codes

LONG = _("That is too long. Write less.")
# What fits into three boxes; a span of years, as an interview may leave it, does not.
PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
WHY_ASKED = _("Write why; it stays in the file.")


def _text(label: Any, *, most: int = 120, required: bool = False, **more: Any) -> forms.CharField:
    wording = {"max_length": LONG, "required": more.pop("missing", _("Fill this in."))}
    widget = more.pop("widget", forms.TextInput(attrs={"autocomplete": "off"}))
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages=wording,
        widget=widget,
        **more,
    )


class WhyForm(forms.Form):
    """Why something is done; a sentence for whoever reads the file later."""

    why = _text(
        _("Why?"), most=500, required=True, missing=WHY_ASKED, widget=forms.Textarea({"rows": 3})
    )


class PersonForm(forms.Form):
    """A person's particulars. One name is enough, and no date is invented."""

    given = _text(
        _("Given names"), required=True, missing=_("Write at least one name; one is enough.")
    )
    surname1 = _text(_("First surname"))
    surname2 = _text(_("Second surname, if there is one"))
    d = _text(_("Born: day"), most=2)
    m = _text(_("Born: month"), most=2)
    y = _text(_("Born: year"), most=4, help_text=_("A year alone is enough."))
    birth_approximate = forms.BooleanField(label=_("The date is approximate"), required=False)
    paper_kind = _text(_("Identity paper: what it is"), most=60)
    paper_number = _text(_("Identity paper: number"), most=60)
    paper_issuer = _text(_("Identity paper: country that issued it"), most=60)

    def clean(self) -> dict[str, Any]:
        """Put the birth together as a partial date."""
        cleaned: dict[str, Any] = super().clean() or {}
        boxes = [cleaned.get(box, "") for box in "dmy"]
        cleaned["birth"] = ""
        if any(boxes):
            fault = days.fault(*boxes)
            if fault:
                self.add_error(*fault)
            else:
                cleaned["birth"] = days.written(*boxes)
        return cleaned

    @staticmethod
    def of(content: dict[str, Any]) -> dict[str, Any]:
        """Return a person's content as the form shows it."""
        paper = (content.get("papers") or [{}])[0]
        birth = str(content.get("birth", ""))
        boxes = birth.split("-") if PLAIN.fullmatch(birth) else []
        return {
            **{name: content.get(name, "") for name in ("given", "surname1", "surname2")},
            **{box: part.lstrip("0") for box, part in zip("ymd", boxes, strict=False)},
            "birth_approximate": content.get("birth_approximate", False),
            **{f"paper_{part}": paper.get(part, "") for part in ("kind", "number", "issuer")},
        }


class CorrectPersonForm(PersonForm):
    """The same, for somebody who stands in the file already."""

    why = _text(_("What was wrong?"), most=300, required=True, missing=WHY_ASKED)


class NewMemberForm(PersonForm):
    """The same, for somebody who joins the household."""

    relation = forms.ChoiceField(
        label=_("What are they to the main applicant?"),
        error_messages={"required": _("Choose what they are to the main applicant.")},
    )
    # Whose number the page was made for: pressed twice, it adds one person.
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("given", "surname1", "surname2", "relation")

    def __init__(
        self, pack: Pack, lang: str, data: Any = None, *, number: int | None = None
    ) -> None:
        """Offer the pack's relations."""
        super().__init__(data)
        self.fields["number"].initial = number
        relations = pack.relations
        known = codes(pack, pack.facts[relations.fact].type.codes, lang)
        choices = [(o.value, o.text) for o in known if o.value != relations.principal]
        self.fields["relation"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]  # a ChoiceField


class RouteForm(forms.Form):
    """A way to reach a family, and what is safe on it; nothing is safe unless it is said."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(ContactRoute.Kind.PHONE, _("Telephone")), (ContactRoute.Kind.EMAIL, _("E-mail"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose telephone or e-mail.")},
    )
    address = _text(
        _("Number or address"), required=True, missing=_("Write the number or the address.")
    )
    whose = _text(_("Whose is it?"), help_text=_("Theirs, a neighbour's, a relative's…"))
    may_call = forms.BooleanField(label=_("It is safe to call"), required=False)
    may_write = forms.BooleanField(label=_("It is safe to write"), required=False)
    neutral_only = forms.BooleanField(
        label=_("Neutral text only: others may read it"), required=False, initial=True
    )
    from_hour = forms.IntegerField(
        label=_("Not before (hour)"), min_value=0, max_value=23, required=False
    )
    to_hour = forms.IntegerField(
        label=_("Not after (hour)"), min_value=1, max_value=24, required=False
    )

    def __init__(self, data: Any = None, *, zone: str) -> None:
        """Read numbers without a prefix as those of the site's country."""
        super().__init__(data)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """Write the number as E.164; refuse hours that leave no hour."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == ContactRoute.Kind.PHONE and cleaned.get("address"):
            try:
                cleaned["address"] = phones.e164(cleaned["address"], self.zone)
            except ValueError as fault:
                self.add_error("address", str(fault))
        elif cleaned.get("address") and "@" not in cleaned["address"]:
            self.add_error("address", _("An e-mail address has an @ in it. Check it."))
        first, last = cleaned.get("from_hour"), cleaned.get("to_hour")
        if (first is None) != (last is None) or (first is not None and first >= last):
            self.add_error(
                "to_hour", _("Write both hours, the later one last, or leave both empty.")
            )
        return cleaned


class MessageForm(forms.Form):
    """A letter in an officer's own words."""

    body = _text(
        _("What you write"),
        most=4000,
        required=True,
        missing=_("Write the message."),
        help_text=_("In the family's language. Never ask for money; say what they should do next."),
        widget=forms.Textarea({"rows": 8}),
    )


class CodeForm(forms.Form):
    """What was asked before a new access code is given: three answers out of the file, at least."""

    QUESTIONS = (
        ("name", _("The main applicant's full name")),
        ("birth", _("The main applicant's date of birth")),
        ("document", _("The number of an identity paper")),
        ("relatives", _("The names of everybody else in the household")),
        ("route", _("The telephone or e-mail that was given")),
        ("day_sent", _("When the application was sent, and to which site")),
        ("answer", _("Another answer that stands in the file")),
    )
    asked = forms.MultipleChoiceField(
        label=_("What was asked, and answered right?"),
        help_text=_("At least three. Which ones is recorded; the answers are not."),
        choices=QUESTIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Ask at least three questions, and tick them.")},
    )


class AnswerForm(forms.Form):
    """What becomes of a correction that a family asked for."""

    accept = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[
            ("yes", _("Yes: it is corrected as the family says")),
            ("no", _("No: it stays as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    answer = _text(
        _("What the family will read"),
        most=1000,
        required=True,
        missing=_("Write a sentence for the family: what was done, or why not."),
        widget=forms.Textarea({"rows": 4}),
    )

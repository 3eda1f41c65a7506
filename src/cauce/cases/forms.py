"""What an officer types on the room's pages."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cauce.base.models import Officer, Site
from cauce.base.roles import PERMISSIONS, Permission
from cauce.cases.models import Review
from cauce.partners.models import Organisation

LONG = _("That is too long. Write less.")
CHOOSE = _("Choose one of the list.")


def _text(
    label: Any,
    *,
    most: int = 200,
    required: bool = False,
    rows: int = 0,
    missing: Any = "",
    help_text: Any = "",
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        error_messages={"max_length": LONG, "required": missing or _("Fill this in.")},
        widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"}),
    )


def _choice(
    label: Any, choices: Any, *, radio: bool = False, help_text: Any = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        widget=forms.RadioSelect if radio else forms.Select,
    )


def officers_with(site: Site, permission: Permission) -> list[Officer]:
    """Return the officers of a site who hold a permission, by name."""
    roles = [role.value for role, held in PERMISSIONS.items() if permission in held]
    found = Officer.objects.filter(is_active=True, grants__site=site, grants__role__in=roles)
    return list(found.distinct().order_by("display_name", "pk"))


class WhyForm(forms.Form):
    """Why something is done; a sentence for whoever reads the file later."""

    why = _text(
        _("Why?"),
        most=500,
        required=True,
        rows=3,
        missing=_("Write why; it stays in the file."),
    )


class CloseForm(WhyForm):
    """Why a case is closed: for the file, and for the family where nothing was decided."""

    answer = _text(
        _("What the family is told"),
        most=3000,
        rows=6,
        help_text=_("In the family's language; it stands in the letter as you write it."),
    )

    def __init__(self, data: Any = None, *, undecided: bool) -> None:
        """Ask for the family's letter where it gets one."""
        super().__init__(data)
        if not undecided:
            del self.fields["answer"]
            return
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = _(
            "Nothing was decided. Write to the family why its case is closed."
        )


class OfficerForm(WhyForm):
    """To whom a case goes, and why."""

    officer = _choice(_("To whom?"), [])
    field_order = ("officer", "why")

    def __init__(self, officers: list[Officer], data: Any = None) -> None:
        """Offer the officers who may do what comes next."""
        super().__init__(data)
        self.officers = {str(officer.pk): officer for officer in officers}
        chosen = [(pk, officer.display_name) for pk, officer in self.officers.items()]
        self.fields["officer"].choices = [("", _("Choose")), *chosen]  # type: ignore[attr-defined]  # a ChoiceField


class PlanForm(forms.Form):
    """With whom, when and where a talk is."""

    interviewer = _choice(_("Who interviews?"), [])
    day = forms.DateField(
        label=_("Day"),
        help_text=_("Write it as 2024-01-31."),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write the day as 2024-01-31."),
        },
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    hour = forms.TimeField(
        label=_("Hour"),
        help_text=_("Write it as 09:30, of this site's clock."),
        error_messages={"required": _("Write the hour."), "invalid": _("Write the hour as 09:30.")},
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M"],
    )
    place = _text(
        _("Where?"),
        most=80,
        required=True,
        missing=_("Write where: a room, a desk, or by telephone."),
        help_text=_("It stands in the letter: a room, a desk, or by telephone."),
    )
    interpreter = _text(_("Interpreter, if one is needed"), most=120)

    def __init__(
        self, officers: list[Officer], now: datetime, site: Site, data: Any = None
    ) -> None:
        """Offer the interviewers, and this moment for whoever is here already."""
        zone = ZoneInfo(site.time_zone)
        local = now.astimezone(zone)
        super().__init__(data, initial={"day": local.date(), "hour": f"{local:%H:%M}"})
        self.zone = zone
        self.officers = {str(officer.pk): officer for officer in officers}
        chosen = [(pk, officer.display_name) for pk, officer in self.officers.items()]
        self.fields["interviewer"].choices = chosen  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Put the moment together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour"):
            moment = datetime.combine(cleaned["day"], cleaned["hour"], tzinfo=self.zone)
            cleaned["planned_at"] = moment
        return cleaned


class BeginForm(forms.Form):
    """Who interprets, and in which language the talk is."""

    spoken = _text(_("Language of the talk, with its variety"), most=80)
    interpreter = _text(_("Interpreter, if there is one"), most=120)


class ReadBackForm(forms.Form):
    """That everything was read back."""

    person_confirms = forms.BooleanField(
        label=_("The person heard all answers read back and confirms them"), required=False
    )
    interpreter_signs = forms.BooleanField(
        label=_("The interpreter signs that all was interpreted"), required=False
    )


class ReopenForm(WhyForm):
    """Whether a case that is opened again begins with a talk."""

    interview = _choice(
        _("What comes first?"),
        [("no", _("It is decided again")), ("yes", _("The family is interviewed again"))],
        radio=True,
    )
    field_order = ("interview", "why")


class AskReviewForm(forms.Form):
    """What a family says against a decision, written down by an officer."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    why = _text(
        _("What the family says"),
        most=2000,
        rows=5,
        help_text=_("It may be left empty: asking is enough."),
    )
    late = _text(_("Why it comes after the thirty days, if it does"), most=500, rows=2)

    def __init__(self, data: Any = None) -> None:
        """Give the form its one-time id."""
        super().__init__(data, initial={"form_id": uuid4()})


class AnswerReviewForm(forms.Form):
    """Whether a decision stands, and what the family is told."""

    outcome = _choice(
        _("Does the decision stand?"),
        [
            (Review.State.UPHELD.value, _("Yes, it stands")),
            (Review.State.CHANGED.value, _("No, another officer decides again")),
        ],
        radio=True,
    )
    answer = _text(
        _("What the family is told"),
        most=3000,
        required=True,
        rows=8,
        missing=_("Write to the family why: what you looked at and what you found."),
        help_text=_("In the family's language; it stands in the letter as you write it."),
    )


class ReferForm(forms.Form):
    """To which organisation, on which pathway."""

    pathway = _choice(_("Pathway"), [], radio=True)
    organisation = _choice(
        _("Organisation"), [], help_text=_("Only where the family agreed that its data goes there.")
    )
    words = _text(_("Note to the organisation"), most=1000, rows=4)

    def __init__(
        self, pathways: list[tuple[str, str]], organisations: list[Organisation], data: Any = None
    ) -> None:
        """Offer what the decision names, and the organisations that the family agreed to."""
        first = pathways[0][0] if len(pathways) == 1 else None
        super().__init__(data, initial={"pathway": first})
        self.organisations = {str(one.pk): one for one in organisations}
        named = [(pk, one.name) for pk, one in self.organisations.items()]
        self.fields["pathway"].choices = pathways  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["organisation"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]  # a ChoiceField


class ReferralForm(forms.Form):
    """What an organisation said."""

    state = _choice(
        _("What did the organisation say?"),
        [
            ("accepted", _("It takes the case")),
            ("declined", _("It does not take the case")),
            ("ended", _("Its work is finished")),
            ("waiting", _("It is still at work: ask again later")),
        ],
        radio=True,
    )
    answer = _text(
        _("In words"),
        most=2000,
        rows=5,
        help_text=_("In the family's language: what you write here stands in the family's letter."),
    )

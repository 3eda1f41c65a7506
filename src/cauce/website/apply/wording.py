"""Words of the application's pages that belong to codes: purposes, recipients, papers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cauce.applications.consents import Purpose
from cauce.questions.fields import Option
from cauce.website.apply.forms import PAPERS

_PURPOSES: dict[tuple[str, str], str | Promise] = {
    ("decide", "centre"): _("To look at your application, interview you and decide"),
    ("contact", "centre"): _("To write to you or call you about your application"),
    ("refer", "destination"): _(
        "To send your case to a destination country, if you may be referred"
    ),
    ("refer", "organisations"): _("To send your case to an organisation that can help you"),
    ("share", "home-state"): _("To speak about you with the country that you left"),
    ("improve", "statistics"): _("To count how the office works, without your name"),
}
_RECIPIENTS: dict[str, str | Promise] = {
    "centre": _("This office only"),
    "destination": _("The authorities of the country that you may travel to"),
    "organisations": _("The organisation named to you at that time"),
    "home-state": _("The authorities of the country that you left. Without your yes, never."),
    "statistics": _("Everybody, as numbers of at least ten families"),
}
_PAPERS: dict[str, str | Promise] = {
    "passport": _("Passport"),
    "identity": _("Identity card"),
    "birth": _("Birth certificate"),
    "permit": _("Residence or refugee permit"),
    "other": _("Another paper"),
}


def purpose(line: Purpose) -> str:
    """Return what a family is asked to agree to."""
    return str(_PURPOSES[line.purpose, line.recipient])


def recipient(line: Purpose) -> str:
    """Return who would see the data."""
    return str(_RECIPIENTS[line.recipient])


def paper(kind: str) -> str:
    """Return what a kind of paper is called."""
    return str(_PAPERS[kind])


def papers() -> list[Option]:
    """Return every kind of identity paper, to choose from."""
    return [Option(kind, paper(kind)) for kind in PAPERS]

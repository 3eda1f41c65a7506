"""The codes of this room's papers, and their words."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PaperKind(StrEnum):
    """What a paper is about; in generic words, whatever a country calls it."""

    IDENTITY = "identity"
    BIRTH = "birth"
    MARRIAGE = "marriage"
    MEDICAL = "medical"
    POLICE = "police"
    OTHER = "other"


class Because(StrEnum):
    """Why an officer sends a paper back."""

    UNREADABLE = "unreadable"
    INCOMPLETE = "incomplete"
    OTHER_PERSON = "other_person"
    NOT_NEEDED = "not_needed"


KINDS: dict[str, Promise] = {
    PaperKind.IDENTITY: _("Identity card or passport"),
    PaperKind.BIRTH: _("Birth certificate"),
    PaperKind.MARRIAGE: _("Marriage or couple"),
    PaperKind.MEDICAL: _("Health"),
    PaperKind.POLICE: _("Police or court"),
    PaperKind.OTHER: _("Something else"),
}

# Said to the family.
BECAUSE: dict[str, Promise] = {
    Because.UNREADABLE: _("It cannot be read. Take the photo again, in daylight and from above."),
    Because.INCOMPLETE: _("A part is missing. Send all its pages, front and back."),
    Because.OTHER_PERSON: _("It is about somebody who is not in this application."),
    Because.NOT_NEEDED: _("It is not needed. You need not send it again."),
}

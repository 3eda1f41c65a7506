"""What the verbs and reasons of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Promise] = {
    "privacy.propose_erasure": _("Erasure proposed"),
    "privacy.decline_erasure": _("Erasure declined"),
    "privacy.sign_erasure": _("File erased"),
    "privacy.finish_erasure": _("Traces of an erased file removed"),
    "privacy.ask_copy": _("Copy of the file asked for"),
    "privacy.keep_copy": _("Copy of the file made"),
    "privacy.drop_copy": _("Copy of the file removed"),
    "privacy.collect_copy": _("Copy of the file taken home"),
}
REASONS: dict[str, Promise] = {
    "asked": _("The family asks for it"),
    "time_over": _("The time for keeping it is over"),
    "mistake": _("It was made by mistake"),
}
STATES: dict[str, Promise] = {
    "proposed": _("waits for a second officer"),
    "signed": _("signed; the last traces are being removed"),
    "declined": _("declined: the file stays"),
    "done": _("erased for good"),
}

"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.ask_correction": _("Correction asked for"),
    "applications.decide_correction": _("Correction answered"),
    "applications.reopen_correction": _("Correction opened again"),
}

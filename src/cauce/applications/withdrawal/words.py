"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.withdraw": _("Application withdrawn"),
    "applications.undo_withdrawal": _("Withdrawal taken back"),
    "applications.close_withdrawn": _("Withdrawn application closed"),
}

"""What the verbs of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "partners.add_organisation": _("Organisation listed"),
    "partners.change_organisation": _("Organisation changed"),
    "partners.end_organisation": _("Organisation ended"),
    "partners.keep_register": _("Register of public offices kept"),
    "partners.take_back_organisation": _("Organisation takes referrals again"),
}

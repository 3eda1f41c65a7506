"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.take_oldest_application": _("Application taken"),
    "applications.give_back": _("Application given back"),
    "applications.mark_in_case": _("Case works on it"),
    "applications.mark_closed": _("Application closed"),
    "applications.mark_urgent": _("Marked as urgent, or no longer"),
    "applications.new_access_code": _("New access code given"),
}

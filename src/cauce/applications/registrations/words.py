"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.import_registrations": _("Registrations taken over"),
}

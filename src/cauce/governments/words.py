"""What the verbs of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "governments.load_ledger": _("Ledger loaded"),
}

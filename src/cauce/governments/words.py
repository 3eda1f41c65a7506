"""What the verbs of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "governments.load_ledger": _("Ledger loaded"),
    "governments.publish": _("Entries published"),
    "governments.take_inside": _("Entry taken inside"),
    "governments.hold": _("Entry put on hold"),
    "governments.release_hold": _("Hold let go"),
    "governments.set_owner": _("Entry given an owner"),
    "governments.set_next_date": _("Next date of an entry set"),
}

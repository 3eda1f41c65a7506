"""What the verbs of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "governments.load_ledger": _("Ledger loaded"),
    "governments.enter_entry": _("Entry written from a text"),
    "governments.log_contact": _("Contact logged"),
    "governments.record_act": _("Act of a request recorded"),
    "governments.agree_date": _("Day of an answer agreed"),
    "governments.retract_source": _("Source taken back"),
    "governments.restore_source": _("Source counts again"),
    "governments.accept_value": _("Value accepted between accounts"),
    "governments.settle_disagreement": _("Difference of accounts settled"),
    "governments.merge_same_event": _("Two entries taken as one event"),
    "governments.unmerge_same_event": _("Two entries taken apart again"),
    "governments.publish": _("Entries published"),
    "governments.take_inside": _("Entry taken inside"),
    "governments.hold": _("Entry put on hold"),
    "governments.release_hold": _("Hold let go"),
    "governments.set_owner": _("Entry given an owner"),
    "governments.set_next_date": _("Next date of an entry set"),
    "governments.freeze_brief": _("Handover brief frozen"),
    "governments.acknowledge_items": _("Items of a brief acknowledged by the incoming side"),
    "governments.carry_over": _("Request carried over by the incoming side"),
}

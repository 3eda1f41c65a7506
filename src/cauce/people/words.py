"""What the verbs of the room are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "people.search_persons": _("Persons searched for"),
    "people.mark_route": _("Way to reach them checked"),
    "people.look_for_look_alikes": _("Look-alikes looked for"),
    "people.decide_look_alike": _("Look-alike decided"),
    "people.reopen_look_alike": _("Look-alike compared again"),
    "people.ask_elsewhere": _("Another site asked about a possible duplicate"),
    "people.answer_elsewhere": _("Another site answered about a possible duplicate"),
}

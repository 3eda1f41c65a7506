"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.state_facts": _("Answer recorded"),
    "applications.correct_person": _("Names, birth or papers put right"),
    "applications.add_member": _("Person added"),
    "applications.member_left": _("Person left the application"),
    "applications.member_returned": _("Person taken back"),
    "applications.set_consent": _("Consent answered"),
    "applications.add_route": _("Way to reach them added"),
    "applications.close_route": _("Way to reach them closed"),
    "applications.change_route": _("Way to reach them changed"),
}

"""What the verbs of this folder are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.begin_draft": _("Draft begun"),
    "applications.save_draft": _("Draft saved"),
    "applications.delete_draft": _("Draft deleted"),
}

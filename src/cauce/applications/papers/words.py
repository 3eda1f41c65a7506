"""What the verbs of papers are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.keep_document": _("Paper received"),
    "applications.confirm_document": _("Paper looked at by the family: it can be read"),
    "applications.remove_document": _("Paper removed"),
    "applications.restore_document": _("Paper brought back"),
    "applications.refuse_document": _("Paper sent back to the family"),
    "applications.forget_documents": _("Papers of a draft or an erased file deleted"),
}

"""What the verbs of the room are called on the officers' pages; each folder says its own beside them."""

from importlib import import_module
from importlib.util import find_spec

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.submit": _("Application received"),
    "applications.rescreen": _("Screened again"),
}
_FOLDERS = (
    "access",
    "changing",
    "corrections",
    "drafts",
    "papers",
    "registrations",
    "withdrawal",
    "work",
)
for _folder in _FOLDERS:
    if find_spec(f"cauce.applications.{_folder}.words"):
        DEEDS |= import_module(f"cauce.applications.{_folder}.words").DEEDS

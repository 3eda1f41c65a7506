"""What the verbs of the room are called on the officers' pages; each folder says its own beside them."""

from importlib import import_module
from importlib.util import find_spec

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
for _folder in ("access", "changing", "corrections", "drafts", "papers", "withdrawal", "work"):
    if find_spec(f"cauce.applications.{_folder}.words"):
        DEEDS |= import_module(f"cauce.applications.{_folder}.words").DEEDS

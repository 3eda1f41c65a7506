"""What the verbs of the family's way in are called on the officers' pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "applications.open_visit": _("Family entered with its code"),
    "applications.open_inner_pages": _("Family typed its code again"),
    "applications.end_visit": _("Family left"),
    "applications.end_visits": _("Every visit ended"),
    "applications.ask_code": _("Six digits asked for"),
    "applications.send_code": _("Six digits sent to a known route"),
    "applications.use_code": _("Six digits tried"),
}

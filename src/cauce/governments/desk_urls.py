"""Addresses of the desk between governments: every page of the published ledger, and the desk's own."""

from cauce.base.access import Access
from cauce.base.roles import Permission
from cauce.governments import urls
from cauce.governments.briefs import urls as briefs

app_name = "desk"
urlpatterns = [
    *urls.urlpatterns,
    *briefs.BRIEFS,
]
ACCESS: dict[str, Access] = dict.fromkeys(urls.ACCESS, Permission.READ_LEDGER) | briefs.ACCESS

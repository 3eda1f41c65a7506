"""Addresses of the desk between governments: every page of the published ledger, and the desk's own."""

from cauce.base.access import Access
from cauce.base.desks import GOVERNMENTS
from cauce.base.roles import Permission
from cauce.governments import urls
from cauce.governments.briefs import urls as briefs
from cauce.governments.deeds import urls as deeds
from cauce.governments.drafts import urls as drafts
from cauce.governments.register import urls as register
from cauce.governments.work import urls as work

DESK = GOVERNMENTS
app_name = "desk"
urlpatterns = [
    *urls.urlpatterns,
    *briefs.BRIEFS,
    *deeds.DEEDS,
    *drafts.DRAFTS,
    *register.REGISTER,
    *work.WORK,
]
ACCESS: dict[str, Access] = {
    **dict.fromkeys(urls.ACCESS, Permission.READ_LEDGER),
    **briefs.ACCESS,
    **deeds.ACCESS,
    **drafts.ACCESS,
    **register.ACCESS,
    **work.ACCESS,
}

"""Addresses of handover briefs, of the desk only."""

from django.urls import path

from cauce.base.access import Access
from cauce.base.roles import Permission
from cauce.governments.briefs import views

BRIEFS = [
    path("/briefs", views.briefs, name="briefs"),
    path("/briefs/new", views.new, name="new-brief"),
    path("/briefs/<uuid:brief_id>", views.brief, name="brief"),
    path("/briefs/<uuid:brief_id>/acknowledge", views.acknowledge, name="brief-acknowledge"),
    path("/briefs/<uuid:brief_id>/carry/<int:number>", views.carry, name="brief-carry"),
]
ACCESS: dict[str, Access] = {
    "briefs": Permission.READ_LEDGER,
    "new-brief": Permission.KEEP_LEDGER,
    "brief": Permission.READ_LEDGER,
    "brief-acknowledge": Permission.KEEP_LEDGER,
    "brief-carry": Permission.KEEP_LEDGER,
}

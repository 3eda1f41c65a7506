"""Addresses of the desk's forms and buttons; an id may hold a stroke, so the deed stands before it."""

from django.urls import path

from cauce.base.access import Access
from cauce.base.roles import Permission
from cauce.governments.deeds import deciding, views

DEEDS = [
    path("/do/act/<path:name>", views.act, name="act"),
    path("/do/agree/<path:name>", views.agree, name="agree"),
    path("/do/owner/<path:name>", views.owner, name="owner"),
    path("/do/next/<path:name>", views.next_date, name="next"),
    path("/do/publish/<path:name>", views.publish, name="publish"),
    path("/do/inside/<path:name>", views.inside, name="inside"),
    path("/do/hold/<path:name>", views.hold, name="hold"),
    path("/do/release/<path:name>", views.release, name="release"),
    path("/do/decide/<slug:field>/<path:name>", deciding.decide, name="decide"),
    path("/do/same/<path:name>", deciding.same, name="same"),
    path("/do/apart", deciding.apart, name="apart"),
    path("/do/settle/<path:name>", deciding.settle, name="settle"),
    path("/own-sides", views.own_sides, name="own-sides"),
    path("/do/retract/<path:name>", deciding.retract, name="retract"),
    path("/do/restore/<path:name>", deciding.restore, name="restore"),
]
PUBLISHING = {"own-sides", "publish", "inside", "hold", "release"}
ACCESS: dict[str, Access] = {
    str(entry.name): Permission.PUBLISH_LEDGER
    if entry.name in PUBLISHING
    else Permission.KEEP_LEDGER
    for entry in DEEDS
}

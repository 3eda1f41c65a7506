"""Addresses of the desk's work: an entry's owner, steps and closing; and the quick entry of a call."""

from django.urls import path

from cauce.base.access import Access
from cauce.base.roles import Permission
from cauce.governments.work import views
from cauce.governments.work.quick import views as quick

WORK = [
    path("/log", quick.log, name="log"),
    path("/log/<uuid:form_id>/undo", quick.undo, name="undo"),
    path("/steps/<uuid:step_id>/move", views.move, name="move-step"),
    path("/steps/<uuid:step_id>/finish", views.finish, name="finish-step"),
    path("/steps/<uuid:step_id>/drop", views.drop, name="drop-step"),
    path("/steps/<uuid:step_id>/verify", views.verify_step, name="verify-step"),
    path("/steps/<uuid:step_id>/send-back", views.send_step_back, name="send-step-back"),
    path("/do/step/<path:name>", views.step, name="step"),
    path("/do/close/<path:name>", views.close, name="close"),
    path("/do/verify/<path:name>", views.verify, name="verify"),
    path("/do/send-back/<path:name>", views.send_back, name="send-back"),
    path("/tasks/<path:name>", views.work, name="work"),
]
# A director verifies too: a desk of one officer has no other second.
_SECOND = {"work", "verify", "send-back", "verify-step", "send-step-back"}
ACCESS: dict[str, Access] = {
    str(entry.name): Permission.READ_LEDGER if entry.name in _SECOND else Permission.KEEP_LEDGER
    for entry in WORK
}

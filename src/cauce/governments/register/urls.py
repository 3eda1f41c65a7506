"""Addresses of the register, of the rule of a clock, and of one entry in another's place."""

from django.urls import path

from cauce.base.access import Access
from cauce.base.roles import Permission
from cauce.governments.register import ruling, views

REGISTER = [
    path("/register", views.register, name="register"),
    path("/register/take-office", views.take, name="take-office"),
    path("/register/mandate", views.mandate, name="mandate"),
    path("/register/topics/new", views.new_topic, name="new-topic"),
    path("/register/undo/<uuid:form_id>", views.undo, name="undo-term"),
    path("/register/leave/<path:name>", views.leave, name="leave-office"),
    path("/register/topics/retire/<path:name>", views.retire, name="retire-topic"),
    path("/register/topics/take-up/<path:name>", views.take_up, name="take-up-topic"),
    path("/register/topics/change/<path:name>", views.topic, name="topic"),
    path("/do/rule/<path:name>", ruling.rule, name="rule"),
    path("/do/supersede/<path:name>", ruling.supersede, name="supersede"),
    path("/do/reinstate", ruling.reinstate, name="reinstate"),
]
ACCESS: dict[str, Access] = {
    str(entry.name): Permission.READ_LEDGER if entry.name == "register" else Permission.KEEP_LEDGER
    for entry in REGISTER
}

"""Addresses of letters and messages on the officers' side, and who may see them."""

from django.urls import path

from cauce.base.roles import Permission
from cauce.notices import views

app_name = "notices"
urlpatterns = [
    path("outbox", views.outbox, name="outbox"),
    path("outbox/<uuid:effect_id>/again", views.effect_again, name="effect-again"),
    path("notices/<uuid:notice_id>", views.notice, name="notice"),
    path("notices/<uuid:notice_id>/paper", views.paper, name="paper"),
    path("notices/<uuid:notice_id>/told", views.told, name="told"),
    path("notices/<uuid:notice_id>/not-reached", views.not_reached, name="not-reached"),
    path("notices/<uuid:notice_id>/again", views.again, name="again"),
    path("notices/<uuid:notice_id>/made", views.made, name="made"),
]
ACCESS = {
    "outbox": Permission.SEE_OUTBOX,
    "effect-again": Permission.SEE_OUTBOX,
    "notice": Permission.READ_FILES,
    "paper": Permission.READ_FILES,
    "told": Permission.WRITE_TO_FAMILIES,
    "not-reached": Permission.WRITE_TO_FAMILIES,
    "again": Permission.WRITE_TO_FAMILIES,
    "made": Permission.WRITE_TO_FAMILIES,
}

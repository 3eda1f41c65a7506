"""Addresses of the interface for programs, and who may see them."""

from django.urls import path

from cauce.api import views
from cauce.base.access import Seen
from cauce.base.desks import GOVERNMENTS
from cauce.base.roles import Permission

app_name = "api"
DESK = GOVERNMENTS
urlpatterns = [
    path("api/", views.index, name="index"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/ledger/<str:operation>", views.ask, name="ask"),
    path("office/governments/ask/<str:operation>", views.ask_whole, name="ask-whole"),
]
ACCESS = {
    "index": Seen.PUBLIC,
    "openapi": Seen.PUBLIC,
    # What is published may be taken inside again: never stored on the way.
    "ask": Seen.ANYONE,
    "ask-whole": Permission.READ_LEDGER,
}

"""Addresses of the second factor's pages, and who may see them."""

from django.urls import path

from cauce.base.access import Seen
from cauce.base.roles import Permission
from cauce.office.factor import colleagues, views

app_name = "factor"
urlpatterns = [
    path("", views.home, name="mine"),
    path("/begin", views.begin, name="begin"),
    path("/confirm", views.confirm, name="confirm"),
    path("/enter", views.enter, name="enter"),
    path("/again", views.again, name="again"),
    path("/renew", views.renew, name="renew"),
    path("/remove", views.remove, name="remove"),
    path("/colleagues", colleagues.home, name="colleagues"),
    path("/colleagues/ask", colleagues.ask, name="ask"),
    path("/colleagues/agree", colleagues.agree, name="agree"),
]
ACCESS = {
    "mine": Seen.ENTERING,
    "begin": Seen.ENTERING,
    "confirm": Seen.ENTERING,
    "enter": Seen.ANYONE,
    "again": Seen.ENTERING,
    "renew": Seen.OFFICER,
    "remove": Seen.OFFICER,
    "colleagues": Permission.RESET_FACTORS,
    "ask": Permission.RESET_FACTORS,
    "agree": Permission.RESET_FACTORS,
}

"""Addresses of the officers' pages, and who may see them."""

from django.urls import path

from cauce.base.access import Seen
from cauce.base.roles import Permission
from cauce.office import today, views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("/sign-in", views.sign_in, name="sign-in"),
    path("/sign-out", views.sign_out, name="sign-out"),
    path("/sign-out-everywhere", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("/language", views.language, name="language"),
    path("/me/events", views.my_events, name="my-events"),
    path("/trays/<slug:key>", today.tray, name="tray"),
    path("/day-sheet", today.day_sheet, name="day-sheet"),
]
ACCESS = {
    "home": Seen.ANYONE,
    "sign-in": Seen.ANYONE,
    "sign-out": Seen.OFFICER,
    "sign-out-everywhere": Seen.OFFICER,
    "language": Seen.ANYONE,
    "my-events": Permission.SEE_OWN_EVENTS,
    "tray": Seen.OFFICER,
    "day-sheet": Seen.OFFICER,
}

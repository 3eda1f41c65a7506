"""Addresses of the list of organisations, and who may see them."""

from django.urls import path

from cauce.base.roles import Permission
from cauce.partners import views

app_name = "partners"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("/add", views.add, name="add"),
    path("/<uuid:organisation_id>", views.change, name="change"),
    path("/<uuid:organisation_id>/end", views.end, name="end"),
    path("/<uuid:organisation_id>/take-back", views.take_back, name="take-back"),
]
ACCESS = {
    "organisations": Permission.KEEP_ORGANISATIONS,
    "add": Permission.KEEP_ORGANISATIONS,
    "change": Permission.KEEP_ORGANISATIONS,
    "end": Permission.KEEP_ORGANISATIONS,
    "take-back": Permission.KEEP_ORGANISATIONS,
}

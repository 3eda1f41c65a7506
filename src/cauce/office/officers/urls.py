"""Addresses of accounts and roles, and who may see them: whose account it is, the page asks itself."""

from django.urls import path

from cauce.base.roles import Permission
from cauce.office.officers import views

app_name = "officers"
urlpatterns = [
    path("", views.home, name="list"),
    path("/add", views.add, name="add"),
    path("/<uuid:officer_id>", views.officer, name="officer"),
    path("/<uuid:officer_id>/roles/give", views.give, name="give"),
    path("/<uuid:officer_id>/roles/<uuid:grant_id>/take", views.take, name="take"),
    path("/<uuid:officer_id>/close", views.close, name="close"),
    path("/<uuid:officer_id>/sign-out", views.sign_out, name="sign-out"),
]
ACCESS = {
    "list": Permission.KEEP_OFFICERS,
    "add": Permission.KEEP_OFFICERS,
    "officer": Permission.KEEP_OFFICERS,
    "give": Permission.KEEP_GRANTS,
    "take": Permission.KEEP_GRANTS,
    "close": Permission.KEEP_OFFICERS,
    "sign-out": Permission.KEEP_OFFICERS,
}

"""Addresses of an officer's look at papers."""

from django.urls import path

from cauce.applications.papers import views
from cauce.base.access import Access
from cauce.base.roles import Permission

app_name = "papers"
urlpatterns = [
    path("/<uuid:document>", views.paper, name="paper"),
    path("/<uuid:document>/<int:number>", views.picture, name="page"),
]
ACCESS: dict[str, Access] = {
    "paper": Permission.READ_FILES,
    "page": Permission.READ_FILES,
}

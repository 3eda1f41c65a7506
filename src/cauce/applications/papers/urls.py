"""Addresses of an officer's look at papers."""

from django.urls import path

from cauce.applications.papers import adding, views
from cauce.base.access import Access
from cauce.base.roles import Permission

app_name = "papers"
urlpatterns = [
    path("/for/<uuid:application>", adding.add, name="add"),
    path("/<uuid:document>", views.paper, name="paper"),
    path("/<uuid:document>/<int:number>", views.picture, name="page"),
]
ACCESS: dict[str, Access] = {
    # Who may bring one, the site of the application says: the page asks there.
    "add": Permission.READ_FILES,
    "paper": Permission.READ_FILES,
    "page": Permission.READ_FILES,
}

"""Addresses of the published ledger, open to everybody; the desk has the same ones and more."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.base.desks import GOVERNMENTS
from cauce.governments import counterpart_views, views
from cauce.governments.exports.urls import FILES
from cauce.governments.page_urls import PAGES

DESK = GOVERNMENTS
app_name = "governments"
urlpatterns = [
    path("", views.home, name="home"),
    path("/with/<str:side>", counterpart_views.counterpart, name="counterpart"),
    path("/definitions/<slug:word>", views.definition, name="definition"),
    *PAGES,
    *FILES,
]
ACCESS: dict[str, Access] = {str(entry.name): Seen.PUBLIC for entry in urlpatterns}

"""Addresses of the published ledger, open to everybody; the desk has the same ones and more."""

from django.urls import path

from cauce.base.access import Access, Seen
from cauce.governments import views
from cauce.governments.exports.urls import FILES

app_name = "governments"
urlpatterns = [
    path("", views.home, name="home"),
    *FILES,
]
ACCESS: dict[str, Access] = {entry.name: Seen.PUBLIC for entry in urlpatterns}

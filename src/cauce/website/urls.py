"""Addresses of the public's pages, and who may see them."""

from cauce.base.access import Access

app_name = "website"
urlpatterns: list[object] = []
ACCESS: dict[str, Access] = {}

"""Every address says who may see it; one that does not is refused, and fails here."""

import importlib

import pytest
from django.test import Client
from django.urls import URLPattern, clear_url_caches, path

from cauce import urls
from cauce.base import access

ADDRESSES = list(access.addresses())


def test_there_are_addresses() -> None:
    assert {"health", "office:home"} <= {a.name for a in ADDRESSES}


def test_every_address_is_classified() -> None:
    assert access.unsaid() == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [a.name for a in ADDRESSES]
    assert all(names)
    assert len(names) == len(set(names))


def test_nothing_is_said_of_an_address_that_does_not_exist() -> None:
    modules = [
        importlib.import_module(f"cauce.{name}") for name in ("urls", "office.urls", "website.urls")
    ]
    for module in modules:
        names = {entry.name for entry in module.urlpatterns if isinstance(entry, URLPattern)}
        assert set(module.ACCESS) == names, module.__name__


def test_a_new_address_is_found_and_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secret(request: object) -> None:
        raise AssertionError("a page that nobody classified was shown")

    monkeypatch.setattr(
        urls, "urlpatterns", [path("unclassified", secret, name="unclassified"), *urls.urlpatterns]
    )
    clear_url_caches()
    access.table.cache_clear()
    try:
        assert "unclassified" in access.unsaid()
        assert client.get("/unclassified").status_code == 403
    finally:
        monkeypatch.undo()
        clear_url_caches()
        access.table.cache_clear()

"""Around every page: headers, who may see it, errors in three languages, and quiet logs."""

import io
import logging
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from cauce import urls
from cauce.base import access, errors, logs, middleware
from cauce.base.access import Seen
from cauce.base.roles import Permission
from tests import cast as people

pytestmark = pytest.mark.django_db
CANARY = "Xochitl-Canaria-83"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def page(monkeypatch):
    """Put one page of a test's own among the addresses."""

    def put(view, seen):
        entry = path("test-page/<slug:slug>", view, name="test-page")
        monkeypatch.setattr(urls, "urlpatterns", [entry, *urls.urlpatterns])
        monkeypatch.setitem(urls.ACCESS, "test-page", seen)
        clear_url_caches()
        access.table.cache_clear()
        return "/test-page/one"

    yield put
    monkeypatch.undo()
    clear_url_caches()
    access.table.cache_clear()


@pytest.fixture
def log_lines():
    """Everything that any logger of the process writes, as it would stand in the log."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    real = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    handler.setFormatter(real.formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: stream.getvalue()
    root.removeHandler(handler)


def says(text="fine"):
    return lambda request, slug: HttpResponse(text)


def raises(fault):
    def view(request, slug):
        raise fault

    return view


def let_go(answer):
    """Close a static file; closing the whole answer would close the test's database too."""
    for close in answer._resource_closers:
        close()


# Headers


def every_answer(client):
    yield client.get("/health")
    yield client.get("/office")
    yield client.get("/office/me/events")
    yield client.get("/no-such-page")
    yield client.post("/office/sign-in", {})
    yield client.get("/static/base/errors.css")


def test_every_answer_has_the_headers(client):
    for answer in every_answer(client):
        for name, value in middleware.HEADERS.items():
            assert answer.headers[name] == value, answer.request["PATH_INFO"]
        let_go(answer)


def test_the_policy_is_the_narrow_one():
    assert middleware.POLICY == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


@pytest.mark.parametrize(
    ("seen", "stored"), [(Seen.PUBLIC, False), (Seen.ANYONE, True), (Seen.OFFICER, True)]
)
def test_only_public_pages_may_be_stored(client, page, cast, seen, stored):
    people.sign_in(client, cast.iris)
    answer = client.get(page(says(), seen))
    assert (answer.headers.get("Cache-Control") == "no-store") is stored


def test_an_error_on_a_public_page_is_not_stored(client, page):
    answer = client.get(page(raises(ValueError()), Seen.PUBLIC))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (500, "no-store")


def test_hsts_is_sent_where_the_site_is_served_by_https(client, settings):
    assert "Strict-Transport-Security" not in client.get("/health").headers
    settings.SESSION_COOKIE_SECURE = True
    assert "max-age=" in client.get("/health").headers["Strict-Transport-Security"]


def test_static_files_have_hashed_names_and_never_change(client):
    style = re.search(r'href="(/static/office/[^"]+)"', client.get("/office").text).group(1)
    assert re.fullmatch(r"/static/office/office\.[0-9a-f]{12}\.css", style)
    answer = client.get(style)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    let_go(answer)


# Access


def test_a_page_that_nobody_classified_is_refused(client, page, cast):
    people.sign_in(client, cast.dina)
    assert client.get(page(says(), None)).status_code == 403
    assert access.unsaid() == ["test-page"]


def test_an_officers_page_sends_others_to_sign_in(client, page, cast):
    address = page(says(), Seen.OFFICER)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/office")
    people.sign_in(client, cast.iris)
    assert client.get(address).text == "fine"


def test_a_permission_is_asked_for(client, page, cast):
    address = page(says(), Permission.KEEP_GRANTS)
    people.sign_in(client, cast.iris)
    assert client.get(address).status_code == 403
    people.sign_in(client, cast.dina)
    assert client.get(address).text == "fine"


# Errors


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_error_is_said_in_three_languages(rf, status):
    answer = errors.page(rf.get("/"), status)
    assert answer.status_code == status
    for language in ("es", "en", "ht"):
        assert f'<section lang="{language}">' in answer.text
    assert answer.text.count("<h1>") == 1


def test_a_missing_page(client):
    answer = client.get(f"/no-such-page/{CANARY}")
    assert answer.status_code == 404
    assert "This page does not exist" in answer.text
    assert CANARY not in answer.text


@pytest.mark.parametrize("fault", [OperationalError(CANARY), InterfaceError(CANARY)])
def test_a_database_that_is_away(client, page, fault):
    answer = client.get(page(raises(fault), Seen.PUBLIC))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Kite paj sa a louvri" in answer.text
    assert CANARY not in answer.text


def test_a_database_that_goes_away_before_the_page_is_reached(client, monkeypatch, cast):
    people.sign_in(client, cast.iris)

    def away(self, key):
        raise OperationalError(CANARY)

    monkeypatch.setattr("cauce.base.signin.OfficerBackend.get_user", away)
    assert client.get("/office").status_code == 503


AWAY = """
import django
django.setup()
from django.test import Client
visitor = Client(raise_request_exception=False, headers={"host": "localhost"})
health = visitor.get("/health")
page = visitor.post("/office/sign-in", {"username": "iris", "password": "x"})
print(health.status_code, health.json()["ok"])
print(page.status_code, page.headers["Retry-After"], "We cannot store anything" in page.text)
"""


def test_a_database_that_really_is_away(tmp_path):
    nobody_listens = "postgres://nobody@127.0.0.1:9/nothing"
    there = {"CAUCE_DATA": str(tmp_path), "DATABASE_URL": nobody_listens}
    there["DJANGO_SETTINGS_MODULE"] = "cauce.settings"
    done = subprocess.run(
        [sys.executable, "-c", AWAY],
        env=os.environ | there,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["503 False", "503 30 True"]
    assert "127.0.0.1:9" not in done.stderr


def test_a_form_from_elsewhere_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/office/sign-in", {"username": "iris", "password": "x"})
    assert answer.status_code == 403
    assert "open it again" in answer.text


def test_a_request_that_cannot_be_read(client):
    answer = client.get("/health", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_a_flood_of_fields_is_refused(client):
    answer = client.post("/office/sign-in", {f"f{n}": "x" for n in range(500)})
    assert answer.status_code == 400


def test_the_error_page_works_without_its_style(rf, monkeypatch):
    def never_collected(name):
        raise ValueError(name)

    monkeypatch.setattr(errors.staticfiles_storage, "url", never_collected)
    page = errors.page(rf.get("/"), 404).text
    assert "does not exist" in page
    assert "stylesheet" not in page


def test_an_error_page_shows_the_number_that_is_in_the_log(client, page, log_lines):
    answer = client.get(page(raises(ValueError(CANARY)), Seen.PUBLIC))
    number = re.search(r"Number: <b>([0-9a-f]{8})</b>", answer.text).group(1)
    line = next(line for line in log_lines().splitlines() if number in line)
    assert "kind=ValueError" in line
    assert re.search(r"where=\w+\.py:\d+:\w+", line)
    assert "status=500" in line


# Logs


def test_a_canary_typed_into_every_field_is_in_no_log_and_no_error_page(client, log_lines):
    answers = [
        client.post("/office/sign-in", {"username": CANARY, "password": CANARY}),
        client.post("/office/sign-in", {CANARY: CANARY}),
        client.post("/office/language", {"language": CANARY}),
        client.get(f"/{CANARY}?q={CANARY}"),
        client.get("/health", {"q": CANARY}, headers={"user-agent": CANARY, "referer": CANARY}),
        client.get("/office/me/events", {"page": CANARY}),
        client.put(f"/office/{CANARY}", CANARY),
        client.post("/health", HTTP_HOST=CANARY),
    ]
    assert log_lines()
    assert CANARY not in log_lines()
    shown = [a for a in answers if a.status_code >= 400 and a.status_code != 422]
    assert len(shown) >= 3
    assert all(CANARY not in answer.text for answer in shown)


def test_what_was_typed_is_in_no_log_when_a_page_breaks(client, page, log_lines):
    def view(request, slug):
        typed = request.POST["name"]
        try:
            raise KeyError(typed)
        except KeyError as fault:
            raise IntegrityError(f"Key (name)=({typed}) exists") from fault

    answer = client.post(page(view, Seen.ANYONE), {"name": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert CANARY not in log_lines()
    assert "kind=IntegrityError" in log_lines()
    assert "test_pages.py" in log_lines()


@pytest.mark.parametrize("name", ["django.request", "django.security", "py.warnings", "other"])
def test_a_librarys_words_are_not_kept(log_lines, name):
    logging.getLogger(name).error("see %s", CANARY, extra={"path": CANARY, "request": CANARY})
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger(name).exception("oh: %s", CANARY)
    assert CANARY not in log_lines()
    assert f"event={name}" in log_lines()
    assert "kind=ValueError" in log_lines()


def test_our_own_unlisted_keys_are_not_kept(log_lines):
    logs.log.info("page", name=CANARY, path=CANARY, route="home")
    assert CANARY not in log_lines()
    assert "route=home" in log_lines()


@pytest.mark.parametrize("route", ["apply:send", "none", "with space", 'say="x"', "two\nlines"])
def test_a_requests_line_is_what_any_other_line_would_be(log_lines, route):
    said = {
        "route": route,
        "method": "GET",
        "status": 302,
        "milliseconds": 4.0,
        "address": "unknown",
    }
    logs.page(**said)
    logs.log.info("page", **said)
    first, second = log_lines().splitlines()
    moment = re.compile(r"timestamp=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$")
    assert moment.search(first)
    assert moment.sub("", first) == moment.sub("", second)


def test_a_request_is_one_line_with_its_route(client, log_lines):
    client.get("/office", REMOTE_ADDR="192.0.2.77")
    [line] = [text for text in log_lines().splitlines() if "event=page" in text]
    assert "route=office:home" in line
    assert "address=192.0.2.0/24" in line
    assert "status=200" in line


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", "unknown"),
        ("x", "unknown"),
    ],
)
def test_addresses_are_cut(address, kept):
    assert middleware.cut(address) == kept


def test_nobody_gets_mail_about_errors():
    assert django_settings.ADMINS == []


def test_the_address_of_a_button_opened_by_hand_is_a_page_with_a_way_on(client):
    answer = client.get("/apply/leave")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Content-Security-Policy" in answer.headers
    assert "solo recibe un botón" in answer.content.decode()

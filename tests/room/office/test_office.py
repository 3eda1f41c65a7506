"""An officer signs in, sees what may be done today and what was recorded, and leaves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from cauce.base import actions, clock, middleware, throttle
from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.roles import Role
from cauce.base.verb import VERBS
from cauce.office import words
from tests import cast as people
from tests.cast import MORNING, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _fresh_counts(settings, tmp_path):
    if connection.vendor == "sqlite":
        settings.CAUCE_DATA = tmp_path


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def iris(client, cast):
    """A browser in which Iris has signed in."""
    answer = client.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/office")
    return client


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/office")
    assert answer.status_code == 200
    assert "<h1>Sign in</h1>" in main(answer)
    assert "<script" not in answer.text
    assert 'aria-label="Office"' not in answer.text


def test_a_wrong_password_is_said_without_saying_which(client, cast):
    known = client.post("/office/sign-in", {"username": "iris", "password": "wrong"})
    unknown = client.post("/office/sign-in", {"username": "nobody", "password": "wrong"})
    assert (known.status_code, unknown.status_code) == (422, 422)
    error = "User name or password is not right. Check both and try again."
    assert error in known.text
    assert error in unknown.text
    assert "wrong" not in known.text.replace("went wrong", "")


@pytest.mark.parametrize("typed", [{}, {"username": "iris"}, {"password": "x"}])
def test_an_empty_field_is_named(client, typed):
    answer = client.post("/office/sign-in", typed)
    assert answer.status_code == 422
    assert 'href="#id_' in main(answer)
    assert 'aria-invalid="true"' in main(answer)


@pytest.mark.parametrize("typed", ["x" * 61, "a\x00b"])
def test_a_name_that_cannot_be_is_refused(client, typed):
    assert client.post("/office/sign-in", {"username": typed, "password": "x"}).status_code == 422


def test_too_many_tries_wait(client, cast):
    for _ in range(5):
        client.post("/office/sign-in", {"username": "iris", "password": "wrong"})
    answer = client.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 800
    assert re.search(r"Wait 1[56] minutes", answer.text)


def test_home_says_what_may_be_done(iris, cast):
    answer = iris.get("/office")
    assert "Read the rule pack" in main(answer)
    assert 'href="/office/me/events"' in main(answer)
    assert "Interviewer" in main(answer)
    assert "Bogotá" in main(answer)
    assert "Iris" in answer.text


def test_without_a_role_home_says_whom_to_ask(client, cast):
    people.officer("nadia")
    client.post("/office/sign-in", {"username": "nadia", "password": PASSWORD})
    home = client.get("/office")
    assert "you hold no role" in main(home)
    assert client.get("/office/me/events").status_code == 403


def test_every_page_says_the_demonstrations_day(client, iris):
    for address in ("/office", "/office/me/events"):
        text = iris.get(address).text
        assert re.search(r"Demonstration: office day .*2024.*Not verified law\.", text)


def test_outside_a_demonstration_nothing_is_said(client, settings):
    settings.OFFICE_DAY = None
    assert "Demonstration" not in client.get("/office").text


def test_the_record_shows_what_one_did_and_what_others_did_to_one(iris, cast):
    text = main(iris.get("/office/me/events"))
    lines = re.findall(r"<td>([^<]+)</td><td>([^<]+)</td></tr>", text)
    assert ("Signed in", "You") in lines
    assert ("Role granted", "Whoever set up the office") in lines
    assert len(lines) == 3


def test_nobody_elses_record_is_shown(iris, cast):
    actions.sign_in(officer=cast.dina, by=cast.dina, at=MORNING)
    assert main(iris.get("/office/me/events")).count("Signed in") == 1


def test_an_empty_record_is_said(iris, monkeypatch):
    monkeypatch.setattr("cauce.office.views.Event.objects", Event.objects.none())
    assert "Nothing is recorded about you yet." in main(iris.get("/office/me/events"))


def test_a_long_record_is_shown_page_by_page(iris, cast):
    for _ in range(60):
        actions.sign_out(officer=cast.iris, by=cast.iris, at=MORNING)
    first = main(iris.get("/office/me/events"))
    assert "Page 1 of 3" in first
    assert 'href="?page=2"' in first
    assert "Newer" not in first
    last = main(iris.get("/office/me/events", {"page": 3}))
    assert last.count("<tr>") == 1 + 63 - 50
    assert "Older" not in last
    for odd in ("0", "99", "x", "-1", "9" * 50):
        assert iris.get("/office/me/events", {"page": odd}).status_code == 200


def test_signing_out_ends_it_and_is_recorded(iris, cast):
    answer = iris.post("/office/sign-out")
    assert answer.headers["Location"] == "/office"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "<h1>Sign in</h1>" in iris.get("/office").text
    assert Event.objects.filter(verb="base.sign_out", officer=cast.iris).count() == 1


@pytest.mark.parametrize(
    "address",
    ["/office/sign-out", "/office/sign-out-everywhere", "/office/sign-in", "/office/language"],
)
def test_a_link_ends_nothing(iris, address):
    assert iris.get(address).headers["Location"] == "/office"
    assert "Read the rule pack" in iris.get("/office").text


def test_everywhere_means_everywhere(iris, cast):
    phone = Client()
    phone.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    assert "Iris" in phone.get("/office").text
    iris.post("/office/sign-out-everywhere")
    assert "Iris" not in phone.get("/office").text
    assert "Iris" not in iris.get("/office").text


def test_a_changed_grant_ends_the_sign_in(iris, cast):
    actions.grant_role(
        officer=cast.iris, role=Role.SUPERVISOR, site=cast.site, because="stands-in",
        by=cast.dina, at=MORNING,
    )  # fmt: skip
    assert "<h1>Sign in</h1>" in iris.get("/office").text


def test_a_closed_account_ends_the_sign_in(iris, cast):
    actions.close_account(officer=cast.iris, because="leaves", by=cast.dina, at=MORNING)
    assert "<h1>Sign in</h1>" in iris.get("/office").text


@pytest.mark.parametrize(
    ("pauses", "still_in"),
    [([29], True), ([31], False), ([25] * 20, True), ([25] * 25, False)],
    ids=["half an hour", "longer", "a day's work", "longer than ten hours"],
)
def test_a_sign_in_lives_half_an_hour_unused_and_ten_hours_in_all(
    iris, monkeypatch, pauses, still_in
):
    moment = clock.machine_now()
    for minutes in pauses:
        moment += timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "machine_now", lambda moment=moment: moment)
        home = iris.get("/office")
    assert ("Iris" in home.text) is still_in


def test_a_sign_in_without_an_age_is_over():
    assert middleware.outlived({}, 0)
    assert middleware.outlived({"since": 0}, 0)
    assert not middleware.outlived({"since": 0, "seen": 0}, 0)


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(iris):
    cookie = iris.cookies["cauce"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_begins_a_new_session(client, cast):
    people.officer("nadia")
    client.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    first = client.cookies["cauce"].value
    client.post("/office/sign-in", {"username": "nadia", "password": PASSWORD})
    assert client.cookies["cauce"].value != first
    assert "Nadia" in client.get("/office").text


def test_a_stranger_gets_no_session(client):
    client.get("/office")
    assert "cauce" not in client.cookies


@pytest.mark.parametrize("language", ["es", "en", "ht"])
def test_the_language_is_kept_in_a_cookie(client, language):
    answer = client.post("/office/language", {"language": language})
    assert answer.headers["Location"] == "/office"
    assert client.cookies["cauce-language"].value == language
    page = client.get("/office")
    assert f'<html lang="{language}">' in page.text
    for name in ("Español", "English", "Kreyòl ayisyen"):
        assert f">{name}</button>" in page.text


def test_an_unknown_language_changes_nothing(client):
    client.post("/office/language", {"language": "xx"})
    assert "cauce-language" not in client.cookies


def test_every_verb_role_and_actor_has_words():
    assert {name for name in VERBS if name.startswith("base.")} <= words.DEEDS.keys()
    assert words.ROLES.keys() == set(Role)
    assert words.DOERS.keys() == set(Actor)


def test_no_link_is_dead(iris):
    links = set(re.findall(r'(?:href|action)="([^"#?]+)"', iris.get("/office").text))
    assert {"/office", "/office/me/events", "/pathways", "/"} <= links
    posted = {"/office/sign-out", "/office/sign-out-everywhere", "/office/language"}
    for link in {link for link in links - posted if not link.startswith("/static/")}:
        assert iris.get(link).status_code == 200, link


def test_the_heading_comes_first_and_a_link_skips_to_it(iris):
    for address in ("/office", "/office/me/events"):
        text = iris.get(address).text
        assert re.search(r'<main id="main" tabindex="-1">\s*<h1>', text)
        assert re.search(r'<body>\s*<a class="skip" href="#main">', text)


def test_counts_do_not_come_near_the_database(client, cast):
    if connection.vendor == "sqlite":
        client.post("/office/sign-in", {"username": "iris", "password": "wrong"})
        assert "base_throttle" not in connection.introspection.table_names()
        assert throttle.forget(now=0) == 0


@pytest.mark.parametrize(
    ("language", "day"),
    [("es", "12 de enero de 2024"), ("en", "12 January 2024"), ("ht", "12/01/2024")],
)
def test_days_are_said_in_the_pages_language(iris, language, day):
    iris.post("/office/language", {"language": language})
    assert day in main(iris.get("/office"))


def test_times_are_those_of_the_site(iris):
    text = main(iris.get("/office/me/events"))
    assert '<span class="nb">12 Jan 2024</span> 09:00' in text
    assert "Times are those of Bogotá." in text

"""An officer comes in by two steps, sets them up by links only, and is led there where they are demanded."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from cauce.base import access, clock, reads
from cauce.base.factor import actions, holding, totp
from cauce.base.models import Event, SecondFactor
from cauce.base.roles import Role
from tests import cast as people
from tests.cast import MORNING, PASSWORD
from tests.family import family

pytestmark = pytest.mark.django_db
HERE = "/office/factor"


@pytest.fixture(autouse=True)
def _fresh_counts(settings, tmp_path):
    if connection.vendor == "sqlite":
        settings.CAUCE_DATA = tmp_path


@pytest.fixture
def moment(monkeypatch):
    """The machine's time, which a test may move."""
    here = {"now": clock.machine_now()}
    monkeypatch.setattr(clock, "machine_now", lambda: here["now"])

    def later(**words):
        here["now"] += timedelta(**words)

    return later


@pytest.fixture
def client(moment):
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR = True


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def password(client, name="iris"):
    return client.post("/office/sign-in", {"username": name, "password": PASSWORD})


def code_of(officer, off=0):
    secret = holding.secret_of(SecondFactor.objects.get(officer=officer))
    return totp.code(secret, totp.step_at(clock.machine_now().timestamp()) + off)


def set_up(client, officer):
    """Set a second factor up on the pages; return the codes on paper."""
    client.post(f"{HERE}/begin")
    answer = client.post(f"{HERE}/confirm", {"code": code_of(officer)})
    assert answer.status_code == 200, main(answer)
    return re.findall(r'<li><code class="ref">([^<]+)</code></li>', main(answer))


@pytest.fixture
def enrolled(client, cast, moment):
    """Iris has a second factor and has left; the minute of her first code is over."""
    password(client)
    paper = set_up(client, cast.iris)
    client.post("/office/sign-out")
    moment(minutes=1)
    return paper


def test_it_is_set_up_by_links_and_shows_the_codes_once(client, cast):
    password(client)
    assert "Set up a second factor" in main(client.get(HERE))
    begun = client.post(f"{HERE}/begin")
    assert (begun.status_code, begun.headers["Location"]) == (302, HERE)
    page = main(client.get(HERE))
    assert re.search(r'<path d="M\d+ \d+h1v1h-1z', page)
    assert totp.shown(holding.secret_of(SecondFactor.objects.get())) in page
    answer = client.post(f"{HERE}/confirm", {"code": code_of(cast.iris)})
    assert answer.headers["Cache-Control"] == "no-store"
    paper = re.findall(r'<code class="ref">([^<]+)</code>', main(answer))
    assert len(set(paper)) == 10
    shown = client.get(HERE).text
    assert "In force since" in shown
    assert "10 codes on paper are left." in shown
    assert not [code for code in paper if code in shown]


def test_a_wrong_first_code_is_said_and_the_sign_stays(client, cast):
    password(client)
    client.post(f"{HERE}/begin")
    before = re.search(r'<path d="([^"]+)"', client.get(HERE).text).group(1)
    answer = client.post(f"{HERE}/confirm", {"code": "000 000x"})
    assert answer.status_code == 422
    assert "This code is not right" in main(answer)
    assert 'href="#id_code"' in main(answer)
    assert 'value="000 000x"' in main(answer)
    assert before in answer.text
    assert client.post(f"{HERE}/confirm", {}).status_code == 422
    assert client.post(f"{HERE}/confirm", {"code": "1" * 41}).status_code == 422


def test_a_password_alone_does_not_let_in_whoever_has_one(client, cast, enrolled):
    answer = password(client)
    assert answer.headers["Location"] == f"{HERE}/enter"
    assert "<h1>Sign in</h1>" in client.get("/office").text
    assert client.get("/office/me/events").status_code == 302
    assert Event.objects.filter(verb="base.sign_in").count() == 1, "the one before"
    answer = client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    assert answer.headers["Location"] == "/office"
    assert "Iris" in client.get("/office").text
    assert Event.objects.filter(verb="base.sign_in").count() == 2


def test_a_code_on_paper_lets_in_once(client, cast, enrolled):
    for status in (302, 422):
        password(client)
        assert client.post(f"{HERE}/enter", {"code": enrolled[0]}).status_code == status
        client.post("/office/sign-out")


def test_a_used_code_of_the_telephone_lets_nobody_in_again(client, cast, enrolled):
    password(client)
    code = code_of(cast.iris)
    client.post(f"{HERE}/enter", {"code": code})
    other = Client(headers={"accept-language": "en"})
    password(other)
    answer = other.post(f"{HERE}/enter", {"code": code})
    assert answer.status_code == 422
    assert "used already" in main(answer)


def test_wrong_codes_wait_like_wrong_passwords(client, cast, enrolled):
    password(client)
    for _ in range(5):
        assert client.post(f"{HERE}/enter", {"code": "000000"}).status_code == 422
    answer = client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    assert answer.status_code == 429
    assert "Too many tries" in main(answer)
    password(client)  # a right password does not buy new tries
    assert client.post(f"{HERE}/enter", {"code": code_of(cast.iris)}).status_code == 429


def test_half_way_lasts_five_minutes(client, cast, enrolled, moment):
    password(client)
    moment(minutes=5, seconds=1)
    assert client.get(f"{HERE}/enter").headers["Location"] == "/office"
    answer = client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    assert answer.headers["Location"] == "/office"
    assert "<h1>Sign in</h1>" in client.get("/office").text


def test_half_way_ends_with_a_closed_account_or_signing_out_everywhere(client, cast, enrolled):
    from cauce.base import actions as base

    password(client)
    base.end_sessions(officer=cast.iris, by=cast.iris, at=MORNING)
    assert client.get(f"{HERE}/enter").status_code == 302
    password(client)
    base.close_account(officer=cast.iris, because="leaves", by=cast.dina, at=MORNING)
    assert client.get(f"{HERE}/enter").status_code == 302


def test_without_a_password_there_is_nothing_to_enter(client):
    assert client.get(f"{HERE}/enter").headers["Location"] == "/office"
    assert client.get(HERE).headers["Location"] == "/office"


def test_a_demonstration_demands_none(client, cast):
    assert password(client).headers["Location"] == "/office"
    assert "What you may do here today" in client.get("/office").text


def test_where_it_is_demanded_every_page_leads_to_setting_it_up(client, cast, demanded):
    password(client)
    assert client.get("/office").headers["Location"] == HERE
    closed = [
        a
        for a in access.addresses()
        if a.access not in {access.Seen.PUBLIC, access.Seen.ANYONE, access.Seen.ENTERING}
    ]
    assert len(closed) > 5
    for address in closed:
        path = "/" + re.sub(r"<[^>]+>", "0" * 8 + "-0000-0000-0000-" + "0" * 12, address.route)
        answer = client.get(path)
        if answer.status_code != 404:  # a converter that takes no such word
            assert answer.headers.get("Location") == HERE, path
    page = client.get(HERE)
    assert "A password alone opens no file here." in main(page)
    assert "Sign out" in main(page)
    assert 'class="count"' not in page.text
    set_up(client, cast.iris)
    assert client.get("/office").status_code == 200


def test_whoever_came_in_by_two_steps_works(client, cast, enrolled, demanded):
    password(client)
    client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    assert client.get("/office/me/events").status_code == 200


def test_what_weighs_asks_again_after_five_minutes_and_leads_back(client, cast, enrolled, moment):
    password(client)
    client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    fresh = client.post(f"{HERE}/renew")
    assert "These codes are shown only now" in fresh.text
    moment(minutes=6)
    asked = client.post(f"{HERE}/renew")
    assert asked.headers["Location"] == f"{HERE}/again?next=%2Foffice%2Ffactor"
    page = client.get(asked.headers["Location"])
    assert "Type a fresh code" in main(page)
    wrong = client.post(f"{HERE}/again", {"code": "000000", "next": HERE})
    assert wrong.status_code == 422
    assert f'name="next" value="{HERE}"' in wrong.text
    right = client.post(f"{HERE}/again", {"code": code_of(cast.iris), "next": HERE})
    assert right.headers["Location"] == HERE
    assert "These codes are shown only now" in client.post(f"{HERE}/renew").text


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "javascript:x", "x"])
def test_it_leads_back_to_this_office_only(client, cast, enrolled, goal):
    password(client)
    client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    answer = client.post(f"{HERE}/again", {"code": enrolled[1], "next": goal})
    assert answer.headers["Location"] == "/office"


def test_another_telephone(client, cast, enrolled):
    password(client)
    client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    client.post(f"{HERE}/remove")
    assert "<h1>Sign in</h1>" in client.get("/office").text
    assert password(client).headers["Location"] == "/office"


def test_two_colleagues_take_a_lost_one_away(client, cast, enrolled):
    sofia = people.officer("sofia-b", role=Role.SUPERVISOR, site=cast.site)
    browsers = {}
    for officer in (sofia, cast.dina):
        browsers[officer] = Client(headers={"accept-language": "en"})
        people.sign_in(browsers[officer], officer)
    page = f"{HERE}/colleagues"
    assert "Ask for Iris" in main(browsers[sofia].get(page))
    browsers[sofia].post(f"{page}/ask", {"officer": str(cast.iris.pk)})
    assert "You asked for this: another officer has to agree." in main(browsers[sofia].get(page))
    refused = browsers[sofia].post(f"{page}/agree", {"officer": str(cast.iris.pk)})
    assert refused.status_code == 422
    assert "Agree, and take it from Iris" in main(browsers[cast.dina].get(page))
    browsers[cast.dina].post(f"{page}/agree", {"officer": str(cast.iris.pk)})
    assert not SecondFactor.objects.filter(officer=cast.iris).exists()
    assert password(client).headers["Location"] == "/office"


def test_the_colleagues_page_is_for_those_who_may(client, cast):
    password(client)
    assert client.get(f"{HERE}/colleagues").status_code == 403
    people.sign_in(client, cast.dina)
    assert "No colleague at your sites" in main(client.get(f"{HERE}/colleagues"))
    for typed in ("", "x", "0" * 32):
        assert client.post(f"{HERE}/colleagues/ask", {"officer": typed}).status_code == 404


def test_every_deed_has_words(client, cast, enrolled):
    from cauce.office import words

    done = set(Event.objects.values_list("verb", flat=True))
    assert {"base.offer_factor", "base.confirm_factor"} <= done
    assert done <= words.DEEDS.keys()


def test_a_link_does_nothing(client, cast):
    password(client)
    for name in ("begin", "confirm", "renew", "remove"):
        assert client.get(f"{HERE}/{name}").headers["Location"] == "/office"
    assert not SecondFactor.objects.exists()


def test_it_is_refused_in_a_sentence_when_it_was_set_up_in_another_window(client, cast, enrolled):
    password(client)
    client.post(f"{HERE}/enter", {"code": code_of(cast.iris)})
    answer = client.post(f"{HERE}/begin")
    assert answer.status_code == 422
    assert "You have a second factor already" in main(answer)
    actions.remove_factor(officer=cast.iris, by=cast.iris, at=MORNING)


def test_one_file_after_another_asks_for_a_fresh_code(client, cast, demanded, moment, monkeypatch):
    monkeypatch.setattr(reads, "MANY", 2)
    # The files are opened at the office's own time, which stands still here.
    monkeypatch.setattr(clock, "now", lambda: MORNING + (clock.machine_now() - begun))
    begun = clock.machine_now()
    password(client)
    set_up(client, cast.iris)
    moment(minutes=6)
    files = [f"/office/files/{family(cast).pk}" for _each in range(3)]
    assert [client.get(path).status_code for path in (*files[:2], files[0])] == [200, 200, 302]
    asked = client.get(files[2])
    assert asked.headers["Location"].startswith("/office/factor/again?next=%2Foffice%2Ffiles%2F")
    client.post(f"{HERE}/again", {"code": code_of(cast.iris), "next": files[2]})
    assert client.get(files[2]).status_code == 200
    moment(minutes=11)
    assert client.get(files[0]).status_code == 200, "the others were opened long before"

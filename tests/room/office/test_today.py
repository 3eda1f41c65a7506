"""An officer's first page: trays with what waits, what is late, and what is in one's own hands."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from cauce.applications.models import Application
from cauce.base import clock
from cauce.base.models import Officer
from cauce.office import trays
from cauce.privacy.actions import propose_erasure, sign_erasure
from tests import cast as people
from tests.cast import MORNING
from tests.family import family, maria

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def rosa(client, cast):
    """A browser in which Rosa, a registrar, has signed in."""
    people.sign_in(client, cast.rosa)
    return client


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def test_an_empty_tray_says_so(rosa):
    text = main(rosa.get("/office"))
    assert "Applications to check" in text
    assert "No application waits to be checked." in text


def test_a_tray_counts_what_waits_and_what_is_late(rosa, cast, monkeypatch):
    family(cast)
    family(cast, persons=[maria()], at=MORNING + timedelta(days=5))
    later = MORNING + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: later)
    text = main(rosa.get("/office"))
    assert "1 past its date" in text
    assert re.search(r'<td[^>]* class="num"[^>]*>2</td>', text)
    assert "9 d" in text
    bar = re.search(r'aria-label="Office">.*?</nav>', rosa.get("/office").text, re.DOTALL).group(0)
    assert re.search(r'Applications <span class="count">2</span>', bar)


def test_a_room_shows_its_own_trays_only(rosa, cast):
    text = main(rosa.get("/office?room=people"))
    assert "Same person?" in text
    assert "Applications to check" not in text


def test_trays_of_other_roles_are_not_shown(client, cast):
    family(cast)
    people.sign_in(client, cast.iris)
    assert "Applications to check" not in main(client.get("/office"))
    assert client.get("/office/trays/applications-to-check").status_code == 404


def test_a_tray_lists_what_is_due_first(rosa, cast):
    young = family(cast, at=MORNING + timedelta(hours=3))
    old = family(cast, at=MORNING)
    text = main(rosa.get("/office/trays/applications-to-check"))
    assert text.index(str(old.pk)) < text.index(str(young.pk))
    assert "3 persons" in text
    assert "María" not in text


def test_a_tray_shows_fifty_at_once(rosa, cast):
    for _each in range(51):
        family(cast, persons=[maria()])
    text = main(rosa.get("/office/trays/applications-to-check"))
    assert text.count('class="row"') == 50
    assert "Page 1 of 2" in text


def test_the_sheet_of_the_day_names_references_and_nobody(rosa, cast):
    found = family(cast)
    text = main(rosa.get("/office/day-sheet"))
    assert found.reference[:3] in text
    assert "María" not in text


def test_another_sites_families_are_not_counted(client, cast):
    family(cast)
    far = people.officer("nora")
    people.sign_in(client, far)
    assert "you hold no role" in main(client.get("/office"))
    assert trays.rooms_of(far) == []


def test_all_trays_are_counted_by_one_statement(cast, django_assert_num_queries):
    family(cast)
    rosa = Officer.objects.get(pk=cast.rosa.pk)
    with django_assert_num_queries(2):
        rooms = trays.rooms_of(rosa)
    full = {room.name: room.waiting for room in rooms}
    assert (full["applications"], full["people"]) == (1, 0)


def test_what_was_erased_waits_for_nobody(rosa, cast):
    found = family(cast)
    household = found.household
    proposed = propose_erasure(household=household, reason="asked", by=cast.sofia, at=MORNING)
    sign_erasure(erasure=proposed, by=cast.dina, at=MORNING)
    assert "No application waits to be checked." in main(rosa.get("/office"))
    assert Application.objects.seen_by(cast.rosa).count() == 1

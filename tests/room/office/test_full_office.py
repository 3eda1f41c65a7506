"""Lists stay quick in a full office: by an index of what waits, and one page of names."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cauce.applications.models import Application
from cauce.base import envelopes
from cauce.base.intray import oldest_first
from cauce.office import search, trays
from cauce.people.models import Person
from tests import cast as people
from tests.family import family, jose, maria

pytestmark = pytest.mark.django_db
FAMILIES = [tray for tray in trays.every_tray() if trays.room_of(tray) != "governments"]
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="PostgreSQL chooses an index by how full a table is: an empty one tells nothing",
)


@pytest.fixture
def rosa(cast):
    """A browser in which Rosa, a registrar, has signed in."""
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.rosa)
    return browser


def of_what_waits(model):
    """The index of a table that is led by the state and the site."""
    (name,) = [i.name for i in model._meta.indexes if i.fields[:2] == ["state", "site"]]
    return name


@on_sqlite
@pytest.mark.parametrize("tray", FAMILIES, ids=lambda tray: tray.key)
def test_a_tray_is_put_in_order_by_an_index_of_what_waits(cast, tray):
    rows = tray.rows(cast.sofia)
    plan = oldest_first(tray, rows).values_list("pk").explain()
    assert f"INDEX {of_what_waits(rows.model)} (state=? AND site_id=?)" in plan
    assert f"SCAN {rows.model._meta.db_table}" not in plan


@on_sqlite
@pytest.mark.parametrize("key", ["applications-to-check", "cases-to-interview", "cases-let-go"])
def test_the_longest_trays_are_put_in_order_without_opening_a_row(cast, key):
    (tray,) = [each for each in trays.every_tray() if each.key == key]
    plan = oldest_first(tray, tray.rows(cast.sofia)).values_list("pk").explain()
    assert f"COVERING INDEX {of_what_waits(tray.all_rows().model)}" in plan


@on_sqlite
@pytest.mark.parametrize("key", ["cases-to-interview", "cases-waiting", "cases-let-go"])
def test_whether_a_family_goes_on_is_answered_by_an_index(cast, key):
    (tray,) = [each for each in trays.every_tray() if each.key == key]
    plan = tray.rows(cast.sofia).values_list("pk").explain()
    assert re.search(r"SEARCH U0 USING COVERING INDEX \S+ \(id=\? AND state=\?\)", plan)


@on_sqlite
def test_neither_a_name_nor_what_is_in_hand_is_looked_for_among_all_of_a_site(cast):
    persons = Person.objects.seen_by(cast.sofia).filter(surname_token__in=[b"x" * 16])
    assert "people_person_surname_token" in persons.values_list("pk").explain()
    held = Application.objects.seen_by(cast.sofia).filter(state="received", owner=cast.sofia)
    assert "INDEX applications_in_hand (owner_id=?)" in held.values_list("pk").explain()
    of_persons = search._members(cast.sofia).filter(person__in=[uuid4()]).order_by("pk")
    assert "SEARCH people_member USING INDEX people_member_person_id" in of_persons.explain()


@pytest.mark.parametrize("tray", FAMILIES, ids=lambda tray: tray.key)
def test_whatever_a_family_waits_for_has_a_next_date(tray):
    # So that what is due first is first in the index too: a date that may be missing would be put last.
    model = tray.all_rows().model
    assert not model._meta.get_field(tray.due).null
    assert not model._meta.get_field(tray.since).null


def test_a_tray_counts_no_other_room_unless_something_was_done(rosa, cast, monkeypatch):
    family(cast)
    rosa.get("/office")
    counted = []
    rooms_of = trays.rooms_of
    monkeypatch.setattr(trays, "rooms_of", lambda officer: counted.append(1) or rooms_of(officer))
    answer = rosa.get("/office/trays/applications-to-check")
    assert re.search(r'Applications <span class="count">1</span>', answer.text)
    assert counted == []
    rosa.get("/office/trays/applications-to-check?done=written")
    assert counted == [1]


def test_one_page_of_names_is_opened_however_many_sound_alike(rosa, cast, monkeypatch):
    for _each in range(4):
        family(cast, persons=[maria()])
    opened = []
    read = envelopes.read
    monkeypatch.setattr(search, "MOST_SHOWN", 2)
    monkeypatch.setattr(
        search.envelopes,
        "read",
        lambda row, *rest, **more: opened.append(1) or read(row, *rest, **more),
    )
    text = rosa.post("/office/search", {"what": "Perez"}).text
    assert text.count('class="row"') == len(opened) == 2
    assert "More sound like that." in text


def test_a_second_name_finds_the_nearest_among_more_than_a_page(rosa, cast, monkeypatch):
    for number in range(6):
        family(cast, persons=[maria(surname2="Díaz", given=f"Otra{number}")])
    near = family(cast, persons=[maria(), jose()])
    monkeypatch.setattr(search, "MOST_SHOWN", 2)
    for typed in ("Pérez Núñez", "María Pérez"):
        assert f"/office/files/{near.pk}" in rosa.post("/office/search", {"what": typed}).text

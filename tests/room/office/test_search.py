"""Finding a file: by reference, document, telephone, or by how a name sounds; nothing in the address."""

import re

import pytest
from django.test import Client

from cauce.base import codes, reads
from cauce.base.models import Event
from tests import cast as people
from tests.family import family, jose, maria

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(cast):
    """A browser in which Rosa, a registrar, has signed in."""
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.rosa)
    return browser


def find(browser, what):
    return browser.post("/office/search", {"what": what})


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def test_a_reference_leads_to_its_file(rosa, cast):
    found = family(cast)
    for typed in (found.reference, codes.shown(found.reference).lower()):
        answer = find(rosa, typed)
        assert answer.headers["Location"] == f"/office/files/{found.pk}"


@pytest.mark.parametrize(
    "typed",
    ["V12345678", "v-12.345.678", "+57 300 123 4567", "300 1234567", "Peres", "perez nuñez"],
)
def test_a_person_is_found_by_what_they_say(rosa, cast, typed):
    found = family(cast)
    text = main(find(rosa, typed))
    assert f"/office/files/{found.pk}" in text
    assert "Pérez Núñez, María Fernanda" in text


def test_one_name_is_found_by_itself(rosa, cast):
    found = family(cast, persons=[maria(), jose(given="Xochitl")])
    assert f"/office/files/{found.pk}" in main(find(rosa, "Xochitl"))


def test_the_nearest_name_stands_first(rosa, cast):
    far = family(cast, persons=[maria(given="Rosa", surname2="Díaz")])
    near = family(cast)
    text = main(find(rosa, "María Pérez Núñez"))
    assert text.index(str(near.pk)) < text.index(str(far.pk))


def test_nobody_is_found_at_another_site(rosa, cast):
    family(cast)
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, people.officer("nora"))
    assert find(browser, "Pérez").status_code == 403
    people.sign_in(browser, cast.luis)
    assert find(browser, "Pérez").status_code == 403


def test_whoever_is_not_found_gets_a_way_on(rosa, cast):
    assert "Check the spelling" in main(find(rosa, "Zwingli"))


def test_nothing_typed_is_said(rosa):
    answer = find(rosa, " ")
    assert answer.status_code == 422
    assert "Write what the family says" in main(answer)


def searches():
    return list(Event.objects.filter(verb="people.search_persons").order_by("id"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("Pérez", "name"), ("V-12.345.678", "document"), ("+57 300 123 4567", "route")],
)
def test_a_search_is_recorded_without_what_was_typed(rosa, cast, typed, kind):
    found = family(cast)
    find(rosa, typed)
    (event,) = searches()
    assert (event.officer, event.subject, event.reason) == (cast.rosa, None, kind)
    assert event.body["applications"] == [str(found.pk)]
    assert event.body.keys() == {"digest", "found", "applications"}
    # Whoever was only in a list was not read: the family is told of opened files.
    assert reads.readers(subject=found.household.key_id) == []


def test_a_reference_and_what_nobody_has_are_recorded_too(rosa, cast):
    found = family(cast)
    find(rosa, found.reference)
    find(rosa, "Zwingli")
    by_reference, by_name = searches()
    assert (by_reference.reason, by_reference.body["applications"]) == (
        "reference",
        [str(found.pk)],
    )
    assert (by_name.reason, by_name.body["found"]) == ("name", 0)


def test_whoever_is_suspected_can_be_tested_and_a_long_list_is_only_counted(
    rosa, cast, monkeypatch
):
    from cauce.people import actions

    monkeypatch.setattr(actions, "MOST_NAMED", 1)
    family(cast)
    family(cast)
    for typed in ("Pérez", "peres", "Xol"):
        find(rosa, typed)
    one, same, other = searches()
    assert one.body["digest"] == same.body["digest"] != other.body["digest"]
    assert one.body.keys() == {"digest", "found"}

"""An officer changes a file: facts, persons, ways to reach them, consent; a stale page shows both."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cauce.applications import actions
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.people.lookalikes import actions as lookalikes
from cauce.people.models import Consent, ContactRoute, Household, LookAlike, Member
from tests import cast as people
from tests.family import family, maria

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def rosa(cast):
    """A browser in which Rosa, a registrar, has signed in."""
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.rosa)
    return browser


def main(answer):
    return html.unescape(re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0))


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.text).group(1)


def said_of(application, number, key):
    member = Member.objects.of(household=application.household).get(number=number)
    return envelopes.read(member, "sealed")["facts"].get(key, [])


FACT = "person.marital_status"


def test_a_fact_is_recorded_with_who_said_so_and_the_old_one_stays(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/facts/0/{FACT}"
    version = hidden(rosa.get(address), "version")
    answer = rosa.post(address, {"v": "widowed", "version": version, "why": "She showed a paper"})
    assert answer.headers["Location"] == f"/office/files/{found.pk}?done=recorded#facts-0"
    first, second = said_of(found, 0, "marital_status")
    assert (first["value"], second["value"], second["source"]) == ("married", "widowed", "officer")
    assert second["by"] == str(cast.rosa.pk)
    text = main(rosa.get(f"/office/files/{found.pk}?done=recorded"))
    assert "Recorded." in text
    assert "She showed a paper" in text
    assert "said differently before" in text


def test_a_stale_page_shows_both_and_is_saved_the_second_time(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/facts/0/{FACT}"
    old = hidden(rosa.get(address), "version")
    rosa.post(address, {"v": "widowed", "version": old})
    answer = rosa.post(address, {"v": "divorced", "version": old})
    assert answer.status_code == 409
    assert "Somebody else changed this" in main(answer)
    assert "widowed" in main(answer)
    assert "divorced" in main(answer)
    assert len(said_of(found, 0, "marital_status")) == 2
    again = rosa.post(address, {"v": "divorced", "version": hidden(answer, "version")})
    assert again.status_code == 302
    assert len(said_of(found, 0, "marital_status")) == 3


def test_an_empty_fact_is_refused_at_its_field(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/facts/0/{FACT}"
    answer = rosa.post(address, {"version": "1"})
    assert answer.status_code == 422
    assert '<a href="#v">' in main(answer)


def test_a_list_keeps_what_was_said_of_its_records(rosa, cast):
    found = family(cast)
    listed = f"/office/files/{found.pk}/facts/0/us_relative"
    rosa.post(listed, {"v": "2", "version": "0"})
    one = f"{listed}/1/us_relative.relation"
    assert one in main(rosa.get(listed))
    rosa.post(one, {"v": "sibling", "version": hidden(rosa.get(one), "version")})
    assert said_of(found, 0, "us_relatives")[-1]["value"] == [{}, {"relation": "sibling"}]
    rosa.post(listed, {"v": "3", "version": hidden(rosa.get(listed), "version")})
    assert said_of(found, 0, "us_relatives")[-1]["value"] == [{}, {"relation": "sibling"}, {}]


@pytest.mark.parametrize(
    "part",
    [
        "0/person.birth_date",
        "9/person.marital_status",
        "0/no.fact",
        "household/person.marital_status",
    ],
)
def test_what_is_no_fact_of_this_file_is_not_found(rosa, cast, part):
    found = family(cast)
    assert rosa.get(f"/office/files/{found.pk}/facts/{part}").status_code == 404


def person(**changed):
    sent = {"given": "María Fernanda", "surname1": "Pérez", "surname2": "Núñez", "why": "misread"}
    birth = {"d": "14", "m": "3", "y": "1988"}
    paper = {"paper_kind": "passport", "paper_number": "V-12.345.678", "paper_issuer": "VE"}
    return sent | birth | paper | changed


def test_a_name_is_corrected_and_found_by_its_new_sound(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/persons/0"
    stamp = hidden(rosa.get(address), "stamp")
    answer = rosa.post(address, person(surname1="Quispe", stamp=stamp))
    assert answer.status_code == 302, main(answer)
    assert "Quispe" in main(rosa.get(f"/office/files/{found.pk}"))
    assert str(found.pk) in main(rosa.post("/office/search", {"what": "kispe"}))


def test_a_person_changed_meanwhile_shows_both(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/persons/0"
    stamp = hidden(rosa.get(address), "stamp")
    rosa.post(address, person(surname1="Quispe", stamp=stamp))
    answer = rosa.post(address, person(surname1="Mamani", stamp=stamp))
    assert answer.status_code == 409
    assert "Quispe" in main(answer)
    assert "Mamani" in main(answer)
    again = rosa.post(address, person(surname1="Mamani", stamp=hidden(answer, "stamp")))
    assert again.status_code == 302


def test_a_day_that_is_not_in_the_calendar_is_said(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/persons/0"
    answer = rosa.post(address, person(d="30", m="2", stamp=hidden(rosa.get(address), "stamp")))
    assert answer.status_code == 422
    assert "This day is not in the calendar" in main(answer)


def test_somebody_joins_leaves_and_comes_back(rosa, cast):
    found = family(cast)
    added = person(given="Ana", y="2018", relation="child", why="")
    answer = rosa.post(f"/office/files/{found.pk}/persons/new", added)
    assert answer.status_code == 302, main(answer)
    assert Household.objects.itself(found.household).get().size == 4
    rosa.post(f"/office/files/{found.pk}/persons/3/left")
    assert "left the household on" in main(rosa.get(f"/office/files/{found.pk}"))
    rosa.post(f"/office/files/{found.pk}/persons/3/returned")
    assert Household.objects.itself(found.household).get().size == 4


def test_the_main_applicant_cannot_leave_and_it_says_what_to_do(rosa, cast):
    found = family(cast)
    answer = rosa.post(f"/office/files/{found.pk}/persons/0/left")
    assert answer.status_code == 422
    assert "The main applicant cannot leave." in main(answer)


def test_a_way_to_reach_them_of_another_country(rosa, cast):
    found = family(cast)
    sent = {
        "kind": "phone",
        "address": "+502 5551 2345",
        "may_call": "on",
        "from_hour": "9",
        "to_hour": "12",
    }
    answer = rosa.post(f"/office/files/{found.pk}/contact/new", sent)
    assert answer.status_code == 302, main(answer)
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert "+50255512345" in text
    assert "do not write" in text
    assert "from 9:00 to 12:00" in text
    wrong = rosa.post(f"/office/files/{found.pk}/contact/new", sent | {"to_hour": "8"})
    assert "the later one last" in main(wrong)
    number = ContactRoute.objects.of(household=found.household).order_by("-number")[0].number
    rosa.post(f"/office/files/{found.pk}/contact/{number}")
    assert "not used any more" in main(rosa.get(f"/office/files/{found.pk}"))


def test_a_consent_is_turned_round_and_the_necessary_one_is_not(rosa, cast):
    found = family(cast, at=cast.at - timedelta(days=1))
    rows = {row.purpose: row for row in Consent.objects.of(household=found.household)}
    answer = rosa.post(f"/office/files/{found.pk}/consent/{rows['share'].pk}")
    assert answer.status_code == 302
    newest = Consent.objects.of(household=found.household).filter(purpose="share").order_by("-at")
    assert [row.given for row in newest] == [False, True]
    answer = rosa.post(f"/office/files/{found.pk}/consent/{rows['decide'].pk}")
    assert answer.status_code == 422


def test_withdrawing_and_taking_it_back(rosa, cast):
    found = family(cast)
    assert rosa.post(f"/office/files/{found.pk}/withdraw", {}).status_code == 422
    rosa.post(f"/office/files/{found.pk}/withdraw", {"why": "They went home"})
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert "Withdrawn" in text
    assert "The family withdrew; take that back first." in text
    rosa.post(f"/office/files/{found.pk}/go-on")
    assert "To be checked" in main(rosa.get(f"/office/files/{found.pk}"))


def test_screening_again_says_what_changed(rosa, cast):
    found = family(cast)
    assert rosa.post(f"/office/files/{found.pk}/screen").status_code == 302
    assert "Earlier screenings:" in main(rosa.get(f"/office/files/{found.pk}"))


def test_the_oldest_is_given_and_given_back(rosa, cast):
    young = family(cast, at=cast.at + timedelta(hours=1))
    old = family(cast)
    assert (
        rosa.post("/office/applications/take")
        .headers["Location"]
        .startswith(f"/office/files/{old.pk}")
    )
    assert (
        rosa.post("/office/applications/take")
        .headers["Location"]
        .startswith(f"/office/files/{young.pk}")
    )
    nothing = rosa.post("/office/applications/take", follow=True)
    assert "Nothing waits here that nobody has in hand." in main(nothing)
    assert "In your hands" in main(rosa.get("/office"))
    rosa.post(f"/office/files/{old.pk}/give-back")
    old.refresh_from_db()
    assert old.owner is None


def test_a_new_code_needs_three_questions_and_is_shown_once(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/code"
    few = rosa.post(address, {"asked": ["name", "birth"]})
    assert few.status_code == 422
    assert "Ask three different things" in main(few)
    before = bytes(found.code_digest)
    text = main(rosa.post(address, {"asked": ["name", "birth", "document"]}))
    assert "It is shown only now" in text
    found.refresh_from_db()
    assert bytes(found.code_digest) != before


def test_a_letter_in_ones_own_words(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/write"
    assert rosa.post(address, {"body": ""}).status_code == 422
    assert rosa.post(address, {"body": "Venga el lunes."}).status_code == 302
    assert "Message of an officer" in main(rosa.get(f"/office/files/{found.pk}"))


def asked(found, cast, **more):
    return actions.ask_correction(
        application=found, form_id=uuid4(), said="I am widowed", by=Actor.FAMILY, at=cast.at, **more
    )


def test_a_correction_is_shown_beside_what_stands_there_and_answered(rosa, cast):
    found = family(cast)
    row = asked(found, cast, about=0, fact="marital_status", why="He died")
    assert "The family waits for an answer" in main(rosa.get(f"/office/files/{found.pk}"))
    address = f"/office/corrections/{row.pk}"
    text = main(rosa.get(address))
    assert "I am widowed" in text
    assert "married" in text
    assert rosa.post(address, {"accept": "yes"}).status_code == 422
    sent = {"accept": "yes", "v": "widowed", "answer": "Queda corregido."}
    answer = rosa.post(address, sent)
    assert answer.status_code == 302, main(answer)
    assert said_of(found, 0, "marital_status")[-1]["source"] == "correction"
    assert "accepted" in main(rosa.get(address))


def test_two_look_alikes_side_by_side(rosa, cast):
    one = family(cast)
    other = family(cast, persons=[maria(given="Maria Fernanda", birth="1988")])
    lookalikes.look_for_look_alikes(household=other.household, by=Actor.WORKER, at=cast.at)
    pair = LookAlike.objects.at_site(cast.site).first()
    assert "Compare the two" in main(rosa.get(f"/office/files/{one.pk}"))
    text = main(rosa.get(f"/office/look-alikes/{pair.pk}"))
    assert "María Fernanda Pérez Núñez" in text
    assert "Maria Fernanda Pérez Núñez" in text
    assert "same document number" in text
    assert rosa.post(f"/office/look-alikes/{pair.pk}", {}).status_code == 422
    assert rosa.post(f"/office/look-alikes/{pair.pk}", {"decision": "same"}).status_code == 302
    assert "the same person" in main(rosa.get(f"/office/look-alikes/{pair.pk}"))
    rosa.post(f"/office/look-alikes/{pair.pk}", {"decision": "again"})
    pair.refresh_from_db()
    assert pair.state == "open"


def test_whoever_has_no_role_for_it_changes_nothing(cast):
    found = family(cast)
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.paula)
    assert browser.post("/office/applications/take").status_code == 403
    assert browser.get(f"/office/files/{found.pk}/code").status_code == 403


def test_a_household_is_marked_as_urgent_and_no_longer(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/urgent"
    assert rosa.post(address, {}).status_code == 422
    assert rosa.post(address, {"why": "A newborn"}).status_code == 302
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert "▲ urgent" in text
    assert "No longer urgent" in text
    assert "marked urgent" in main(rosa.get("/office/trays/applications-to-check"))


def test_a_person_whose_page_is_pressed_twice_is_added_once(rosa, cast):
    found = family(cast)
    address = f"/office/files/{found.pk}/persons/new"
    stamp = hidden(rosa.get(address), "number")
    assert stamp == "3"
    added = person(given="Ana", y="2018", relation="child", why="", number=stamp)
    assert rosa.post(address, added).status_code == 302
    again = rosa.post(address, added)
    assert again.status_code == 422
    assert "Somebody was added meanwhile" in main(again)
    # What was typed is still there, for whoever meant another person.
    assert 'value="Ana"' in main(again)
    assert Household.objects.itself(found.household).get().size == 4

"""The file of a family on one page: what it shows to whom, what it hides, what it records, what it costs."""

import html
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cauce.applications import actions
from cauce.applications.models import Screening
from cauce.applications.submission import Answer
from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.eligibility import words
from cauce.packs import pack
from cauce.questions.told import tag
from tests import casework
from tests import cast as people
from tests.family import family, jose, lucia, maria, said, worked
from tests.family import found as row_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_QUERIES = 25


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def rosa(client, cast):
    """A browser in which Rosa, a registrar, has signed in."""
    people.sign_in(client, cast.rosa)
    return client


@pytest.fixture
def paula(cast):
    """A browser in which Paula, a protection officer, has signed in."""
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.paula)
    return browser


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def protected():
    """A household of which somebody said something that protects them."""
    return (maria(answers=said(fear_of_return=True, nationalities=["VE"])), jose(), lucia())


def test_a_file_says_who_they_are_and_where_it_stands(rosa, cast):
    found = family(cast)
    answer = rosa.get(f"/office/files/{found.pk}")
    text = main(answer)
    assert "María Fernanda Pérez Núñez" in text
    assert "and 2 others" in text
    assert found.reference[:3] in text
    assert "To be checked" in text
    assert "V-12.345.678" in text
    assert "Venezuela" in text
    assert "the family&#x27;s form" in text
    title = re.search(r"<title>(.*?)</title>", answer.text).group(1)
    assert "María" not in title


def test_what_protects_somebody_is_hidden_and_said_to_be_hidden(rosa, paula, cast):
    found = family(cast, persons=protected())
    hidden, shown = (main(b.get(f"/office/files/{found.pk}")) for b in (rosa, paula))
    assert "Hidden: protection." in hidden
    assert "person.fear_of_return" not in hidden
    assert "person.fear_of_return" in shown
    assert "Nothing is hidden" not in shown


def test_whoever_may_not_read_it_cannot_ask_for_it_by_its_address(rosa, paula, cast):
    found = family(cast, persons=protected())
    address = f"/office/files/{found.pk}/facts/0/person.fear_of_return"
    assert rosa.get(address).status_code == 403
    assert paula.get(address).status_code == 200


def test_reading_a_file_is_recorded_once_in_ten_minutes(rosa, cast):
    found = family(cast)
    for _each in range(3):
        rosa.get(f"/office/files/{found.pk}")
    events = Event.objects.filter(verb="base.read_file", subject=found.key_id)
    assert [event.officer for event in events] == [cast.rosa]
    assert "Read once" in main(rosa.get(f"/office/files/{found.pk}"))


def test_a_file_of_another_site_is_not_found(client, cast):
    found = family(cast)
    people.sign_in(client, people.officer("nora"))
    assert client.get(f"/office/files/{found.pk}").status_code == 403
    people.sign_in(client, cast.luis)
    assert client.get(f"/office/files/{found.pk}").status_code == 403
    assert client.get(f"/office/files/{uuid4()}").status_code == 403


def test_an_unknown_file_is_not_found(rosa):
    assert rosa.get(f"/office/files/{uuid4()}").status_code == 404


def test_an_erased_file_says_so_and_shows_nothing(rosa, cast):
    found = family(cast)
    key = found.household.key
    key.destroyed_at, key.wrapped = cast.at, None
    key.save()
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert "This file was erased" in text
    assert "María" not in text


def test_a_household_of_five_costs_few_questions(paula, cast):
    persons = (*protected(), lucia(given="Ana"), lucia(given="Beto"))
    found = family(cast, persons=persons)
    paula.get(f"/office/files/{found.pk}")
    with CaptureQueriesContext(connection) as asked:
        answer = paula.get(f"/office/files/{found.pk}")
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES, [q["sql"][:110] for q in asked]


def test_a_file_with_all_its_parts_costs_few_questions(cast):
    case = casework.decided(cast).case
    actions.ask_correction(
        application=case.application,
        form_id=uuid4(),
        said="No es así",
        by=Actor.FAMILY,
        at=cast.at,
    )
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.sofia)
    browser.get(f"/office/files/{case.application_id}")
    with CaptureQueriesContext(connection) as asked:
        text = main(browser.get(f"/office/files/{case.application_id}"))
    assert 'id="case"' in text
    assert len(asked) <= MOST_QUERIES, [q["sql"][:110] for q in asked]


def test_a_deed_that_is_not_allowed_says_why(rosa, cast):
    found = family(cast)
    people.sign_in(rosa, cast.paula)
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert re.search(r'aria-disabled="true"[^>]*>Give a new access code', text)
    assert "Not among your roles at this site; ask the director." in text


@pytest.mark.parametrize("name", ["W01", "W05", "W12"])
def test_every_pathway_has_the_word_that_the_rules_say(paula, cast, name):
    sent, _data = worked(cast.site, name)
    found = row_of(actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at))
    row = Screening.objects.of(application=found).get()
    text = main(paula.get(f"/office/files/{found.pk}"))
    section = text[text.index('id="screening"') : text.index('id="documents"')]
    told = re.findall(r'<summary>([^<]+) <span class="tag \w+">\S ([^<]+)</span>', section)
    titles = {words(pack(), "en").pathway(way, "title"): tag(w) for way, w in row.outcomes.items()}
    assert {html.unescape(title): said_of for title, said_of in told} == titles
    assert len(told) == len(pack().pathways)


def test_an_unknown_answer_stands_out(rosa, cast):
    answers = {"marital_status": Answer(value=None, how="unknown")}
    found = family(cast, persons=[maria(answers=answers)])
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert re.search(r'<tr class="unknown">\s*<th scope="row">', text)
    assert "<b>? not known</b>" in text


def test_the_rules_that_used_a_fact_are_said_in_words(paula, cast):
    sent, _data = worked(cast.site, casework.ELIGIBLE_PERSON)
    found = row_of(actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at))
    text = main(paula.get(f"/office/files/{found.pk}"))
    facts = text[text.index('id="facts-0"') : text.index('id="facts-household"')]
    used = {html.unescape(line) for line in re.findall(r"<li>([^<]+)</li>", facts)}
    said = words(pack(), "en")
    ends = {said.criterion(name, "rule") for name in pack().criteria}
    titles = {said.pathway(name, "title") for name in pack().pathways}
    assert any(f"{title}: {rule}" in used for title in titles for rule in ends)
    assert not re.search(rf">({'|'.join(pack().criteria)})<", facts)

"""What officers read is in words: births, languages and days, never as they are stored."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from cauce.office.templatetags import told
from tests import cast as people
from tests.family import family

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATE = datetime(2024, 3, 1, 5, 30, tzinfo=UTC)  # 23:30 of the day before in Guatemala
ISO = re.compile(r">[^<]*\b\d{4}-\d{2}-\d{2}\b")


@pytest.fixture
def rosa(cast):
    """A browser in which Rosa, a registrar, has signed in; her language is Spanish."""
    browser = Client(headers={"accept-language": "es"})
    people.sign_in(browser, cast.rosa)
    return browser


def main(answer):
    return re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0)


def test_a_file_names_languages_and_writes_births_out(rosa, cast):
    found = family(cast, spoken="kek", variety="de Chamelco")
    text = main(rosa.get(f"/office/files/{found.pk}"))
    assert "Q&#x27;eqchi&#x27;, de Chamelco" in text
    assert "<bdi>es</bdi>" not in text
    assert "14 de marzo de 1988" in text
    assert "1988-03-14" not in text


def test_the_questions_for_a_lost_code_name_the_day_at_the_site(rosa, cast):
    cast.site.time_zone = "America/Guatemala"
    cast.site.save()
    found = family(cast, at=LATE)
    text = main(rosa.get(f"/office/files/{found.pk}/code"))
    assert "29 de febrero de 2024" in text
    assert not ISO.search(text)


@pytest.mark.parametrize(
    ("shared", "words"),
    [
        ({}, "Español"),
        ({"spoken": "kek"}, "Q'eqchi'"),
        ({"spoken": "mul", "variety": "Ch'ol"}, "Ch'ol"),
        ({"spoken": "nah"}, "nah"),
    ],
)
def test_a_household_speaks_a_language_with_a_name(shared, words):
    assert told.spoken(shared, "es") == words


def test_what_is_known_of_a_birth_is_said_and_no_more():
    assert told.birth("") == ""
    assert told.birth("1991") == "1991"


def test_the_column_of_a_list_is_named_by_a_noun_not_by_a_deed(rosa, cast):
    family(cast)
    head = rosa.get("/office/trays/applications-to-check").text.partition("<thead>")[2]
    assert "Cuál" in head.partition("</thead>")[0]
    assert "Anotar" not in head.partition("</thead>")[0]

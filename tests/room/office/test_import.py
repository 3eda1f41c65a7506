"""A table of registrations: a trial that keeps nothing, a report line by line, then each line once."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cauce.applications.models import Application
from tests import cast as people

pytestmark = pytest.mark.django_db
GOOD = "given,surname1,birth,phone,consent\nAna,Quispe,1990,,yes\nJuan,Mamani,14/03/1988,3001234567,sí\n"
BAD = GOOD + "Eva,Rojas,1990-13,,yes\n,Nadie,1990,,no\n"


@pytest.fixture
def rosa(cast):
    """A browser in which Rosa, a registrar, has signed in."""
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, cast.rosa)
    return browser


def main(answer):
    return html.unescape(re.search(r"<main.*</main>", answer.text, re.DOTALL).group(0))


def tried(browser, site, text):
    data = text if isinstance(text, bytes) else text.encode()
    table = SimpleUploadedFile("table.csv", data, content_type="text/csv")
    return browser.post("/office/import", {"site": str(site.pk), "table": table})


def kept(browser, answer):
    trial = re.search(r'name="trial" value="([^"]+)"', answer.text).group(1)
    return browser.post("/office/import/keep", {"trial": trial})


def count():
    return Application.objects.unscoped("a test").count()


def test_a_trial_keeps_nothing_and_names_every_fault(rosa, cast):
    text = main(tried(rosa, cast.site, BAD))
    assert "2 lines can be taken over" in text
    assert re.search(r'<td class="num">4</td><td><code>birth</code></td>', text)
    assert re.search(r'<td class="num">5</td><td><code>given</code></td>', text)
    assert count() == 0


def test_what_was_tried_is_kept_and_a_second_time_changes_nothing(rosa, cast):
    text = main(kept(rosa, tried(rosa, cast.site, GOOD)))
    assert "2 new applications." in text
    again = main(kept(rosa, tried(rosa, cast.site, GOOD)))
    assert "2 lines were here already and changed nothing." in again
    assert count() == 2
    assert "imported" in main(
        rosa.get(f"/office/files/{Application.objects.at_site(cast.site)[0].pk}")
    )


def test_a_trial_of_another_officer_or_by_hand_is_refused(rosa, cast):
    answer = tried(rosa, cast.site, GOOD)
    other = Client(headers={"accept-language": "en"})
    people.sign_in(other, people.officer("rita", role=people.Role.REGISTRAR, site=cast.site))
    assert kept(other, answer).status_code == 403
    assert rosa.post("/office/import/keep", {"trial": "made by hand"}).status_code == 403
    assert count() == 0


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"given;surname1\nAna;Q\n", b"MZ\x90\x00\x03"])
def test_what_is_no_such_table_is_said(rosa, cast, data):
    answer = tried(rosa, cast.site, data)
    assert answer.status_code == 422
    assert "1 fault" in main(answer)


def test_a_site_of_somebody_else_is_refused(rosa, cast):
    from cauce.base import actions
    from cauce.base.actors import Actor

    far = actions.open_site(
        name="Alta", time_zone="UTC", opening_hours={}, languages=["es"], by=Actor.SETUP, at=cast.at
    )
    answer = tried(rosa, far, GOOD)
    assert answer.status_code == 422
    assert "Choose one of your sites." in main(answer)


def test_no_file_is_said(rosa):
    answer = rosa.post("/office/import", {})
    assert answer.status_code == 422
    assert "Choose the file." in main(answer)

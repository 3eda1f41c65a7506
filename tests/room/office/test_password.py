"""An officer takes another password: after the present one, twice, and every sign-in ends."""

import pytest
from django.db import connection
from django.test import Client

from cauce.base import signin
from cauce.base.models import Event, Officer
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
HERE = "/office/me/password"
NEW = "otra clave bien larga"
TYPED = {"present": PASSWORD, "password": NEW, "again": NEW}


@pytest.fixture(autouse=True)
def _fresh_counts(settings, tmp_path):
    if connection.vendor == "sqlite":
        settings.CAUCE_DATA = tmp_path


@pytest.fixture
def iris(cast):
    browser = Client(headers={"accept-language": "en"})
    browser.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    return browser


def test_it_is_changed_and_every_sign_in_ends(iris, cast):
    other = Client(headers={"accept-language": "en"})
    other.post("/office/sign-in", {"username": "iris", "password": PASSWORD})
    assert f'href="{HERE}"' in iris.get("/office").text
    assert iris.post(HERE, TYPED).headers["Location"] == "/office?done=password#main"
    for browser in (iris, other):
        assert "<h1>Sign in</h1>" in browser.get("/office").text
    assert signin.recognised(username="iris", password=NEW) == cast.iris
    assert signin.recognised(username="iris", password=PASSWORD) is None
    event = Event.objects.get(verb="base.change_password")
    assert (event.officer, event.subject, event.body) == (cast.iris, cast.iris.pk, {})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"present": "another one"}, "not your present password"),
        ({"again": "otra clave distinta"}, "The two are not the same"),
        ({"password": "short", "again": "short"}, "12"),
        ({"password": "", "again": ""}, "Write the new password"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(iris, cast, change, says):
    before = Officer.objects.get(pk=cast.iris.pk).password
    answer = iris.post(HERE, TYPED | change)
    assert answer.status_code == 422
    assert says in answer.text
    assert NEW not in answer.text, "what is typed here is shown to nobody"
    assert Officer.objects.get(pk=cast.iris.pk).password == before


def test_an_open_machine_is_no_way_to_guess_it(iris, cast):
    for _each in range(5):
        iris.post(HERE, TYPED | {"present": "guess"})
    assert "Too many tries" in iris.post(HERE, TYPED).text
    assert signin.recognised(username="iris", password=PASSWORD) == cast.iris

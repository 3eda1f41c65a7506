"""The list of organisations: kept by the director alone, one name once, ended and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cauce.base.refusal import Refused
from cauce.partners import actions
from cauce.partners.models import Organisation
from tests import casework
from tests import cast as people

pytestmark = pytest.mark.django_db
NEW = {"name": "Puente", "recipient": "", "address": "", "answers_within": "30"}


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def _client(officer: Any) -> Client:
    client = Client()
    client.cookies["cauce-language"] = "en"
    people.sign_in(client, officer)
    return client


def test_one_name_once(cast: Any) -> None:
    casework.organisation(cast)
    with pytest.raises(Refused, match="already"):
        casework.organisation(cast, "  Puente ")
    other = casework.organisation(cast, "Orilla")
    words = {"address": "", "answers_within": 5, "by": cast.dina, "at": cast.at}
    with pytest.raises(Refused, match="already"):
        actions.change_organisation(organisation=other, name="Puente", **words)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "Write the organisation's name"),
        ({"name": "x" * 161}, "too long"),
        ({"answers_within": 0}, "from 1 to 365"),
        ({"recipient": "¿?"}, "how consent lists call it"),
    ],
)
def test_what_does_not_hold_is_refused(cast: Any, changes: Any, says: str) -> None:
    words = {"name": "Puente", "recipient": "", "address": "", "answers_within": 30, **changes}
    with pytest.raises(Refused, match=says):
        actions.add_organisation(**words, by=cast.dina, at=cast.at)


def test_only_the_director_keeps_it(cast: Any) -> None:
    words = {"name": "P", "recipient": "", "address": "", "answers_within": 3, "at": cast.at}
    with pytest.raises(Refused):
        actions.add_organisation(**words, by=cast.sofia)
    assert _client(cast.sofia).get("/office/organisations").status_code == 403


def test_the_list_by_its_forms(cast: Any) -> None:
    client = _client(cast.dina)
    assert "No organisation is listed yet" in client.get("/office/organisations").content.decode()
    wrong = client.post("/office/organisations/add", NEW | {"name": "", "address": "x"})
    assert wrong.status_code == 422
    assert "Write the organisation's name." in wrong.content.decode().replace("&#x27;", "'")
    client.post("/office/organisations/add", NEW)
    found = Organisation.objects.get()
    assert found.recipient == "puente"
    here = f"/office/organisations/{found.pk}"
    client.post(here, NEW | {"name": "Puente Norte", "answers_within": "12"})
    client.post(f"{here}/end")
    text = client.get("/office/organisations?done=ended").content.decode()
    assert "Puente Norte" in text
    assert "no more families are sent there" in text
    assert client.post(f"{here}/end").status_code == 422
    client.post(f"{here}/take-back")
    found.refresh_from_db()
    assert (found.state, found.answers_within, found.recipient) == ("active", 12, "puente")

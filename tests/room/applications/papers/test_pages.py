"""An officer's look at a paper: within one's sites, recorded, and with a way back to the family."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cauce.applications.drafts.actions import delete_draft
from cauce.applications.models import Application, Document, Draft
from cauce.applications.papers import actions
from cauce.base import actions as house
from cauce.base import files, outbox, reads
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer
from cauce.base.roles import Role
from tests import cast as people
from tests.library import zoo
from tests.room.applications.homes import an_application
from tests.room.applications.papers.conftest import bring, kept


@pytest.fixture
def sent(cast: Any) -> Document:
    """A paper of two pages in an application."""
    return bring(an_application(cast), cast.at, zoo.scan(2))


def _at_work(officer: Officer) -> Client:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, officer)
    return client


def test_an_officer_looks_and_that_is_recorded_once(rosa: Officer, sent: Document) -> None:
    desk = _at_work(rosa)
    page = desk.get(f"/office/papers/{sent.pk}")
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count('<img class="paper"') == 2
    assert "Page 2 of 2" in html
    picture = desk.get(f"/office/papers/{sent.pk}/2")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.headers["Content-Disposition"].startswith("attachment")
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture.headers["Cache-Control"] == "no-store"
    reading = Event.objects.filter(verb=reads.VERB, subject=sent.key_id)
    assert [(e.officer, e.actor) for e in reading] == [(rosa, "officer")]


def test_only_officers_of_the_site_see_it(cast: Any, sent: Document) -> None:
    other = house.open_site(
        name="Soacha", time_zone="America/Bogota", opening_hours={}, languages=["es"],
        by=Actor.SETUP, at=cast.at,
    )  # fmt: skip
    far = people.officer("far", role=Role.REGISTRAR, site=other)
    for address in (f"/office/papers/{sent.pk}", f"/office/papers/{sent.pk}/1"):
        assert _at_work(far).get(address).status_code == 404
        assert _at_work(cast.luis).get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert (
        _at_work(far).post(f"/office/papers/{sent.pk}", {"because": "unreadable"}).status_code
        == 404
    )
    assert not Event.objects.filter(verb=reads.VERB).exists()


def test_what_was_not_sent_or_was_removed_is_nobodys_to_see(
    cast: Any, home: Draft, rosa: Officer, sent: Document
) -> None:
    desk, begun = _at_work(rosa), bring(home, cast.at)
    assert desk.get(f"/office/papers/{begun.pk}").status_code == 404
    assert desk.get(f"/office/papers/{uuid4()}").status_code == 404
    assert desk.get(f"/office/papers/{sent.pk}/3").status_code == 404
    actions.remove_document(document=sent, by=Actor.FAMILY, at=cast.at)
    assert desk.get(f"/office/papers/{sent.pk}/1").status_code == 404


def test_a_paper_goes_back_with_a_reason(rosa: Officer, sent: Document) -> None:
    desk, address = _at_work(rosa), f"/office/papers/{sent.pk}"
    answer = desk.post(address, {})
    assert answer.status_code == 422
    assert "Say why the paper goes back." in answer.content.decode()
    assert desk.post(address, {"because": "incomplete"}).status_code == 302
    html = desk.get(address).content.decode()
    assert "A part is missing" in html
    assert 'name="because"' not in html
    answer = desk.post(address, {"because": "unreadable"})
    assert answer.status_code == 422
    assert "sent back already" in answer.content.decode()


def test_a_page_that_is_gone_is_said_to_be(rosa: Officer, sent: Document) -> None:
    files.remove(sent.files[1:])
    html = _at_work(rosa).get(f"/office/papers/{sent.pk}").content.decode()
    assert "Page 2 is not here any more" in html
    assert html.count('<img class="paper"') == 1
    assert Application.objects.itself(sent.application).exists()


def test_a_draft_takes_its_files_with_it(cast: Any, home: Draft, folder: Any) -> None:
    bring(home, cast.at, zoo.scan(2))
    delete_draft(draft=home, by=Actor.FAMILY, at=cast.at)
    outbox.deliver(at=cast.at)
    assert kept(folder) == []

"""An officer's look at a paper: within one's sites, recorded, and with a way back to the family."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cauce.applications.drafts.actions import delete_draft
from cauce.applications.models import Application, Document, Draft
from cauce.applications.papers import actions, keeping
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
    assert html.count('<img class="scan"') == 2
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
    assert html.count('<img class="scan"') == 1
    assert Application.objects.itself(sent.application).exists()


def test_a_draft_takes_its_files_with_it(cast: Any, home: Draft, folder: Any) -> None:
    bring(home, cast.at, zoo.scan(2))
    delete_draft(draft=home, by=Actor.FAMILY, at=cast.at)
    outbox.deliver(at=cast.at)
    assert kept(folder) == []


def test_a_paper_brought_by_mistake_is_taken_from_the_list(rosa: Officer, sent: Document) -> None:
    answer = _at_work(rosa).post(f"/office/papers/{sent.pk}", {"remove": "1"})
    assert answer.headers["Location"] == f"/office/files/{sent.application_id}#documents"
    assert Document.objects.itself(sent).get().state == "removed"


# ---- brought at the desk
def _form(**more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("scan.pdf", more.pop("data", None) or zoo.scan(2))
    return {"form": str(uuid4()), "kind": "birth", "file": file} | more


def test_an_officer_adds_a_paper_for_a_family(cast: Any, rosa: Officer) -> None:
    home, desk = an_application(cast), _at_work(rosa)
    address = f"/office/papers/for/{home.pk}"
    assert desk.get(address).status_code == 200
    answer = desk.post(address, _form())
    (paper,) = keeping.listed(home)
    assert answer.headers["Location"] == f"/office/papers/{paper.pk}#main"
    assert (paper.kind, len(paper.files)) == ("birth", 2)
    event = Event.objects.filter(verb="applications.keep_document").get()
    assert event.officer == rosa


def test_a_bad_file_at_the_desk_gets_its_sentence(cast: Any, rosa: Officer) -> None:
    home, desk = an_application(cast), _at_work(rosa)
    address = f"/office/papers/for/{home.pk}"
    for form, sentence in (
        (_form(data=zoo.program()), "neither a photo nor a PDF"),
        (_form(data=bytes(20 * 2**20)), "too big (20 MB)"),
        ({"form": "x", "kind": "police"}, "Choose a photo or a PDF first"),
    ):
        answer = desk.post(address, form)
        assert answer.status_code == 422
        assert answer.content.decode().count(sentence) == 2
    assert '<option value="police" selected>' in answer.content.decode()
    assert keeping.listed(home) == []


def test_only_who_works_with_families_there_adds_papers(cast: Any, rosa: Officer) -> None:
    home = an_application(cast)
    address = f"/office/papers/for/{home.pk}"
    for officer, status in ((cast.iris, 302), (rosa, 302), (cast.dina, 403), (cast.luis, 403)):
        assert _at_work(officer).post(address, _form()).status_code == status
    assert _at_work(rosa).get(f"/office/papers/for/{uuid4()}").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    people.sign_in(strict, rosa)
    assert strict.post(address, _form()).status_code == 403
    assert len(keeping.listed(home)) == 2

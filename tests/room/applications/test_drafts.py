"""Drafts: begun with a code, saved page by page, overtaken by a second tab, gone after ninety days."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from cauce.applications import access_codes
from cauce.applications.drafts import actions, content, expiry
from cauce.applications.models import Document, Draft
from cauce.base import codes, roles
from cauce.base.actors import Actor
from cauce.base.models import Event, SubjectKey
from cauce.base.refusal import Refused
from tests import cast as people

FAMILY = Actor.FAMILY


@pytest.fixture
def draft(cast: Any) -> Draft:
    """A draft that was just begun."""
    return actions.begin_draft(site=cast.site, language="es", by=FAMILY, at=cast.at)[0]


def _row(draft: Draft) -> Draft:
    found: Draft = Draft.objects.itself(draft).get()
    return found


def test_a_draft_has_a_reference_and_a_code_that_lies_nowhere(cast: Any) -> None:
    draft, code = actions.begin_draft(site=cast.site, language="es", by=FAMILY, at=cast.at)
    assert codes.read_reference(draft.reference) == draft.reference
    assert len(code) == codes.CODE_SIGNS
    assert set(code) <= set(codes.ALPHABET)
    assert access_codes.fits(code.lower(), _row(draft).code_digest)
    assert access_codes.first_code(_row(draft).key) == code
    other, second = actions.begin_draft(site=cast.site, language="es", by=FAMILY, at=cast.at)
    assert second != code
    assert not access_codes.fits(code, _row(other).code_digest)
    stored = [str(value) for value in Draft.objects.itself(draft).values_list().get()]
    assert not any(code in text for text in stored)


def test_what_is_saved_is_sealed_and_read_back(cast: Any, draft: Draft) -> None:
    said = {"people": [{"number": 0, "given": "Ana", "surname1": "Xol"}]}
    actions.save_draft(draft=draft, version=0, content=said, by=FAMILY, at=cast.at)
    row = _row(draft)
    assert b"Ana" not in bytes(row.sealed)
    assert content.read(row) == said
    assert content.people(content.read(row)) == [(0, "Ana Xol")]
    assert (row.version, row.saved_at) == (1, cast.at)


def test_saving_moves_the_ninety_days(cast: Any, draft: Draft) -> None:
    later = cast.at + timedelta(days=30)
    actions.save_draft(draft=draft, version=0, content={}, by=FAMILY, at=later)
    assert _row(draft).expires_at == later + timedelta(days=90)


def test_an_older_page_does_not_overwrite_a_newer_one(cast: Any, draft: Draft) -> None:
    actions.save_draft(draft=draft, version=0, content={"a": 1}, by=FAMILY, at=cast.at)
    with pytest.raises(actions.Overtaken):
        actions.save_draft(draft=draft, version=0, content={"a": 2}, by=FAMILY, at=cast.at)
    assert content.read(_row(draft)) == {"a": 1}


def test_a_draft_that_was_sent_is_neither_saved_nor_deleted(cast: Any, draft: Draft) -> None:
    Draft.objects.itself(draft).update(state=Draft.State.SENT)
    with pytest.raises(Refused, match="sent or deleted") as refused:
        actions.save_draft(draft=draft, version=0, content={}, by=FAMILY, at=cast.at)
    assert not isinstance(refused.value, actions.Overtaken)
    with pytest.raises(Refused, match="sent or deleted"):
        actions.delete_draft(draft=draft, by=FAMILY, at=cast.at)
    assert SubjectKey.objects.get(pk=draft.key_id).wrapped


def test_moving_to_another_site_takes_the_papers_along(cast: Any, draft: Draft) -> None:
    from cauce.base.actions import open_site

    other = open_site(
        name="Otra",
        time_zone="America/Bogota",
        opening_hours={},
        languages=["es"],
        by=Actor.SETUP,
        at=cast.at,
    )
    _paper(draft)
    actions.save_draft(draft=draft, version=0, content={}, site=other, by=FAMILY, at=cast.at)
    assert _row(draft).site == other
    assert [paper.site for paper in Document.objects.of(draft=draft)] == [other]


def test_deleting_a_draft_destroys_its_key_and_its_papers(cast: Any, draft: Draft) -> None:
    _paper(draft)
    actions.delete_draft(draft=draft, by=FAMILY, at=cast.at)
    assert not Draft.objects.itself(draft).exists()
    assert not Document.objects.of(key=draft.key).exists()
    assert SubjectKey.objects.get(pk=draft.key_id).destroyed_at == cast.at
    assert Event.objects.filter(verb="applications.delete_draft").get().subject is None


def test_drafts_are_deleted_after_ninety_days_and_not_before(
    cast: Any, draft: Draft, settings: Any
) -> None:
    settings.OFFICE_DAY = None
    assert expiry._drafts(cast.at + timedelta(days=89)) == 0
    assert expiry._drafts(cast.at + timedelta(days=90)) == 1
    assert not Draft.objects.itself(draft).exists()
    assert expiry._drafts(cast.at + timedelta(days=90)) == 0


def test_a_demonstration_keeps_its_drafts(cast: Any, draft: Draft, settings: Any) -> None:
    settings.OFFICE_DAY = cast.at.date()
    assert expiry._drafts(cast.at + timedelta(days=900)) == 0
    assert Draft.objects.itself(draft).exists()


def test_only_the_officer_who_helps_works_on_an_assisted_draft(cast: Any) -> None:
    helper, other = (
        people.officer(name, role=roles.Role.REGISTRAR, site=cast.site) for name in ("rut", "raul")
    )
    draft, _code = actions.begin_draft(
        site=cast.site, language="es", assisted_by=helper, by=helper, at=cast.at
    )
    with pytest.raises(Refused, match="Another officer"):
        actions.save_draft(draft=draft, version=0, content={}, by=other, at=cast.at)
    with pytest.raises(Refused, match="You may not"):
        actions.save_draft(draft=draft, version=0, content={}, by=cast.luis, at=cast.at)
    actions.save_draft(draft=draft, version=0, content={}, by=helper, at=cast.at)
    # At home the family goes on with its code.
    actions.save_draft(draft=draft, version=1, content={}, by=FAMILY, at=cast.at)


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_tabs_one_saves() -> None:
    cast = people.enter()
    draft = actions.begin_draft(site=cast.site, language="es", by=FAMILY, at=cast.at)[0]
    barrier, results = Barrier(16), []

    def tab(number: int) -> None:
        try:
            mine = _row(draft)
            barrier.wait()
            actions.save_draft(
                draft=mine, version=0, content={"tab": number}, by=FAMILY, at=cast.at
            )
            results.append(number)
        except actions.Overtaken:
            results.append(None)
        finally:
            connection.close()

    threads = [Thread(target=tab, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [number for number in results if number is not None]
    assert len(results) == 16
    assert content.read(_row(draft)) == {"tab": saved[0]}
    assert len(saved) == 1


def _paper(draft: Draft) -> Document:
    return Document.objects.create(
        key=draft.key, site=draft.site, draft=draft, kind="other", size=1, sent_at=draft.begun_at
    )

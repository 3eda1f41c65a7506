"""What the worker does for papers: sweep, remove files, find what a killed request left."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cauce.applications.models import Document, Draft
from cauce.applications.papers import actions, effects, keeping, limits
from cauce.base import files, outbox
from cauce.base.actors import Actor
from cauce.base.models import Officer, Outbox
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from tests import cast as people
from tests.library import zoo
from tests.room.applications.homes import a_draft, an_application
from tests.room.applications.papers.conftest import bring, kept

FAMILY = Actor.FAMILY


def _row(document: Document) -> Document:
    return Document.objects.itself(document).get()


def _deliver(at: Any) -> None:
    outbox.deliver(at=at)


def test_removed_papers_are_swept_after_a_day(
    monkeypatch: pytest.MonkeyPatch, cast: Any, home: Draft, folder: Path
) -> None:
    document, other = bring(home, cast.at), bring(home, cast.at)
    actions.remove_document(document=document, by=FAMILY, at=cast.at)
    monkeypatch.setattr(effects.clock, "now", lambda: cast.at + timedelta(hours=23))
    assert effects.sweep(cast.at) == 0
    late = cast.at + limits.UNDO
    monkeypatch.setattr(effects.clock, "now", lambda: late)
    assert effects.sweep(late) == 1
    _deliver(late)
    assert [p.name for p in kept(folder)] == other.files
    assert keeping.listed(home) == [other]
    row = _row(document)
    assert (row.files, row.size, bytes(row.sealed)) == ([], 0, b"")
    assert effects.sweep(late) == 0


def test_all_papers_of_a_draft_are_forgotten(cast: Any, home: Draft, folder: Path) -> None:
    bring(home, cast.at, zoo.scan(2))
    theirs = bring(a_draft(cast), cast.at)
    assert actions.forget_documents(home=home, by=Actor.WORKER, at=cast.at) == 1
    assert not Document.objects.of(draft=home).exists()
    _deliver(cast.at)
    assert [p.name for p in kept(folder)] == theirs.files
    # Done twice, as the outbox may.
    Outbox.objects.update(state="waiting", due_at=cast.at)
    _deliver(cast.at)
    assert not Outbox.objects.exclude(state="done").exists()


def test_nobody_forgets_the_papers_of_an_application_but_who_signs(
    cast: Any, rosa: Officer
) -> None:
    home = an_application(cast)
    for by in (FAMILY, rosa, cast.iris):
        with pytest.raises(Refused, match="may not do this"):
            actions.forget_documents(home=home, by=by, at=cast.at)
    sofia = people.officer("sofia-papers", role=Role.SUPERVISOR, site=cast.site)
    assert actions.forget_documents(home=home, by=sofia, at=cast.at) == 0


def test_a_file_without_a_record_is_found_a_day_later(cast: Any, home: Draft, folder: Path) -> None:
    document = bring(home, cast.at)
    lost, half = files.new_name(UUID(int=0)), files.path_of(document.files[0]).with_name(".half")
    files.write(lost, b"a request was killed here")
    half.write_bytes(b"and here")
    young = files.new_name(UUID(int=0))
    files.write(young, b"a request is under way")
    for path in (*kept(folder), half):
        if path.name != young:
            os.utime(path, (1, 1))
    gone = 0
    for round_ in range(256):
        gone += effects.forget_orphans(cast.at.replace(year=2100) + timedelta(minutes=5 * round_))
        os.utime(files.path_of(young), (10**10, 10**10))
    assert gone == 2
    assert {p.name for p in kept(folder)} == {young, *document.files}

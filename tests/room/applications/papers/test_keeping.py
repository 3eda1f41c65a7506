"""Papers: kept once, sealed, within measure; removed and brought back; sent back; swept."""

import io
import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from cauce.applications.models import Application, Document, Draft
from cauce.applications.papers import actions, keeping, limits, receiving
from cauce.applications.papers.receiving import Brought, receive
from cauce.base import codes, envelopes, files, sealing
from cauce.base.actors import Actor
from cauce.base.models import Event, Officer
from cauce.base.refusal import Refused
from cauce.imaging import cleaning
from cauce.notices.models import Notice
from tests.library import zoo
from tests.room.applications.homes import a_draft, an_application
from tests.room.applications.papers.conftest import bring, kept

FAMILY = Actor.FAMILY
State = Document.State


def _row(document: Document) -> Document:
    return Document.objects.itself(document).get()


# ---- kept
def test_a_photo_is_kept_sealed_and_opened_again(cast: Any, home: Draft, folder: Path) -> None:
    document = _row(bring(home, cast.at, zoo.noted_photo()))
    (path,) = kept(folder)
    assert path.name == document.files[0]
    assert (document.state, document.kind, document.site) == ("received", "birth", cast.site)
    lying = path.read_bytes()
    assert b"JFIF" not in lying
    assert zoo.CANARY not in lying
    picture = keeping.picture(document, 1)
    assert picture is not None
    assert Image.open(io.BytesIO(picture)).size == (300, 400)
    assert document.size == len(picture)
    assert b"Ana" not in bytes(document.sealed)


def test_a_pdf_has_a_file_a_page(cast: Any, home: Draft, folder: Path) -> None:
    document = bring(home, cast.at, zoo.scan(3))
    assert len(document.files) == len(kept(folder)) == 3
    assert all(keeping.picture(document, n) for n in (1, 2, 3))
    assert [keeping.picture(document, n) for n in (0, 4)] == [None, None]


def test_pages_cannot_be_exchanged_on_the_disk(cast: Any, home: Draft) -> None:
    document = bring(home, cast.at, zoo.scan(2))
    first, second = (files.path_of(name) for name in document.files)
    first.write_bytes(second.read_bytes())
    with pytest.raises(sealing.InvalidTag):
        keeping.picture(document, 1)


def test_a_page_that_is_gone_or_erased_is_none(cast: Any, home: Draft) -> None:
    document = bring(home, cast.at, zoo.scan(2))
    files.remove(document.files[:1])
    assert keeping.picture(document, 1) is None
    document.key.destroyed_at = cast.at
    assert keeping.picture(document, 2) is None


def test_the_event_names_the_paper_and_nobody(cast: Any, home: Draft) -> None:
    document = bring(home, cast.at)
    event = Event.objects.order_by("-id")[0]
    assert (event.verb, event.subject) == ("applications.keep_document", home.key_id)
    assert event.body == {"document": str(document.pk), "kind": "birth", "pages": 1}


def test_an_application_takes_papers_as_a_draft_does(cast: Any) -> None:
    home = an_application(cast)
    document = bring(home, cast.at)
    assert (document.application, document.draft) == (home, None)
    assert keeping.listed(home) == [document]


# ---- once
def test_a_repeated_form_finds_the_first_paper(cast: Any, home: Draft, folder: Path) -> None:
    form, data = uuid4(), zoo.photo()
    first = bring(home, cast.at, data, form=form)
    assert bring(home, cast.at, data, form=form, kind="other") == first
    assert len(kept(folder)) == Document.objects.of(draft=home).count() == 1


def test_another_photo_in_the_same_form_is_another_paper(cast: Any, home: Draft) -> None:
    # The browser's Back shows the old form again: what is chosen there must not be lost.
    form = uuid4()
    assert bring(home, cast.at, form=form) != bring(home, cast.at, form=form)
    assert len(keeping.listed(home)) == 2


def test_another_familys_form_id_opens_nothing(cast: Any, home: Draft, folder: Path) -> None:
    form, data = uuid4(), zoo.photo()
    theirs = bring(home, cast.at, data, form=form)
    mine = a_draft(cast)
    with pytest.raises(Refused):
        bring(mine, cast.at, data, form=form)
    assert keeping.listed(mine) == []
    assert [p.name for p in kept(folder)] == theirs.files
    assert keeping.of_home(mine, theirs.pk) is None


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_by_many_at_once_is_kept_once(cast: Any, folder: Path) -> None:
    home, form, data = a_draft(cast), uuid4(), zoo.photo((40, 30))
    barrier, found = threading.Barrier(8), []

    def send() -> None:
        try:
            barrier.wait()
            found.append(bring(home, cast.at, data, form=form).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(kept(folder)) == 1


# ---- bad files: a sentence, and nothing left
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zoo.program(), "neither a photo nor a PDF"),
        (zoo.photo()[:9000], "cannot be read"),
        (zoo.locked(), "password"),
        (zoo.pdf(pages=31), "more than 30 pages"),
        (zoo.huge_png(), "too large to be opened"),
        (zoo.bomb(), "cannot be read|took too long"),
        (b"\xff\xd8\xff" + bytes(20 * limits.MB), r"too big \(21 MB\)"),
    ],
    ids=["program", "half", "locked", "pages", "pixels", "bomb", "20 MB"],
)
def test_a_bad_file_leaves_a_sentence_and_nothing_else(
    cast: Any, home: Draft, folder: Path, data: bytes, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        bring(home, cast.at, data)
    assert kept(folder) == []
    assert keeping.listed(home) == []


def test_every_trouble_has_a_sentence_of_its_own() -> None:
    from cauce.applications.papers import sentences
    from cauce.imaging import Trouble

    said = {sentences.about(trouble, size=16 * limits.MB).sentence for trouble in Trouble}
    assert len(said) == len(Trouble)
    assert all(sentence.endswith(".") for sentence in said)


def test_a_killed_child_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, cast: Any, home: Draft, folder: Path
) -> None:
    import sys

    kill = "import os; os.kill(os.getpid(), 9)"
    monkeypatch.setattr(cleaning, "CHILD", (sys.executable, "-I", "-c", kill))
    with pytest.raises(Refused, match=r"on our side\. Send the file once more"):
        bring(home, cast.at)
    assert kept(folder) == []


def test_a_full_disk_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, cast: Any, home: Draft, folder: Path
) -> None:
    calls = []

    def full_at_the_second(line: int) -> None:
        calls.append(line)
        if len(calls) > 2:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(files.os, "fsync", full_at_the_second)
    with pytest.raises(Refused, match="no room for files"):
        bring(home, cast.at, zoo.scan(3))
    monkeypatch.undo()
    assert kept(folder) == []
    assert keeping.listed(home) == []


def test_a_refused_verb_leaves_no_file(cast: Any, home: Draft, folder: Path) -> None:
    with pytest.raises(Refused, match="what kind of paper"):
        bring(home, cast.at, kind="passport-of-somewhere")
    Draft.objects.itself(home).update(state=Draft.State.SENT)
    with pytest.raises(Refused, match="sent already"):
        bring(home, cast.at)
    assert kept(folder) == []


def test_nothing_is_added_to_a_closed_application(cast: Any) -> None:
    with pytest.raises(Refused, match="closed"):
        bring(an_application(cast, state=Application.State.CLOSED), cast.at)


# ---- measure
def test_the_last_file_that_is_allowed_and_the_next(
    monkeypatch: pytest.MonkeyPatch, cast: Any, home: Draft
) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    first = bring(home, cast.at)
    bring(home, cast.at)
    with pytest.raises(Refused, match="2 files already"):
        bring(home, cast.at)
    actions.remove_document(document=first, by=FAMILY, at=cast.at)
    bring(home, cast.at)
    with pytest.raises(Refused, match="2 files already"):
        actions.restore_document(document=_row(first), by=FAMILY, at=cast.at)


def test_all_files_together_have_a_measure(
    monkeypatch: pytest.MonkeyPatch, cast: Any, home: Draft, folder: Path
) -> None:
    size = bring(home, cast.at).size
    monkeypatch.setattr(limits, "MOST_ALL_BYTES", size + 1000)
    with pytest.raises(Refused, match="All files together"):
        bring(home, cast.at)
    assert len(kept(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_pass_the_measure(
    monkeypatch: pytest.MonkeyPatch, cast: Any, folder: Path
) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 3)
    monkeypatch.setattr(receiving, "_demand_room", lambda home: None)
    home, data = a_draft(cast), zoo.photo((40, 30))
    barrier, refused = threading.Barrier(8), []

    def send() -> None:
        try:
            barrier.wait()
            bring(home, cast.at, data)
        except Refused as no:
            refused.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    assert Document.objects.of(draft=home).count() == 3
    assert len(kept(folder)) == 3


# ---- what becomes of a paper
def test_looked_at_and_readable(cast: Any, home: Draft) -> None:
    document = bring(home, cast.at)
    actions.confirm_document(document=document, by=FAMILY, at=cast.at)
    assert _row(document).state == State.READY
    with pytest.raises(Refused):
        actions.confirm_document(document=document, by=FAMILY, at=cast.at)


def test_removed_and_brought_back_within_a_day(cast: Any, home: Draft) -> None:
    document = bring(home, cast.at)
    actions.remove_document(document=document, by=FAMILY, at=cast.at)
    with pytest.raises(Refused, match="removed already"):
        actions.remove_document(document=document, by=FAMILY, at=cast.at)
    soon, late = cast.at + timedelta(hours=23), cast.at + limits.UNDO
    with pytest.raises(Refused, match="cannot be brought back"):
        actions.restore_document(document=document, by=FAMILY, at=late)
    actions.restore_document(document=document, by=FAMILY, at=soon)
    assert (_row(document).state, _row(document).removed_at) == (State.RECEIVED, None)


def test_an_officer_sends_a_paper_back_for_a_reason(
    cast: Any, rosa: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = bring(an_application(cast), cast.at)
    for by in (FAMILY, cast.luis):
        with pytest.raises(Refused, match="may not do this"):
            actions.refuse_document(document=document, because="unreadable", by=by, at=cast.at)
    with pytest.raises(Refused, match="Say why"):
        actions.refuse_document(document=document, because="ugly", by=rosa, at=cast.at)
    actions.refuse_document(document=document, because="unreadable", by=rosa, at=cast.at)
    row = _row(document)
    assert (row.state, row.refused_because) == (State.REFUSED, "unreadable")
    assert Event.objects.order_by("-id")[0].reason == "unreadable"
    actions.remove_document(document=document, by=FAMILY, at=cast.at)
    with pytest.raises(Refused, match="cannot be brought back"):
        actions.restore_document(document=document, by=FAMILY, at=cast.at)


def test_a_family_is_told_that_its_paper_comes_back(cast: Any, rosa: Officer) -> None:
    home = an_application(cast)
    document = bring(home, cast.at)
    actions.refuse_document(document=document, because="unreadable", by=rosa, at=cast.at)
    letter = Notice.objects.of(household=home.household).get(kind="paper_back")
    body = envelopes.read(letter, "sealed")["body"]
    assert codes.shown(home.reference) in body
    assert "No se puede leer." in body
    # What goes over a line names neither the paper nor the file.
    short = envelopes.read(letter, "sealed")
    assert codes.shown(home.reference) not in short["short"] + short["neutral"]


def test_a_draft_says_on_its_own_page_that_a_paper_comes_back(
    cast: Any, home: Draft, rosa: Officer
) -> None:
    document = bring(home, cast.at)
    actions.refuse_document(document=document, because="unreadable", by=rosa, at=cast.at)
    assert not Notice.objects.unscoped("a test").exists()


def test_what_an_officer_works_with_stays(cast: Any, rosa: Officer) -> None:
    home = an_application(cast)
    document = bring(home, cast.at)
    Application.objects.itself(home).update(state=Application.State.IN_CASE)
    with pytest.raises(Refused, match="Ask the office"):
        actions.remove_document(document=_row(document), by=FAMILY, at=cast.at)
    actions.remove_document(document=_row(document), by=rosa, at=cast.at)


def test_only_who_may_register_brings_a_paper_for_a_family(cast: Any, rosa: Officer) -> None:
    home = an_application(cast)
    brought = Brought(form=uuid4(), kind="birth", data=zoo.photo((40, 30)))
    with pytest.raises(Refused, match="may not do this"):
        receive(home=home, brought=brought, by=cast.luis, at=cast.at)
    assert receive(home=home, brought=brought, by=rosa, at=cast.at).pk == brought.document

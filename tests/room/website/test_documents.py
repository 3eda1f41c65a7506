"""Pages of papers: one file a page without script, parts with it; nobody sees another family's."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from PIL import Image

from cauce.applications.drafts.actions import save_draft
from cauce.applications.models import Application, Document, Draft
from cauce.applications.papers import keeping, limits, parts
from cauce.base import uploads
from cauce.base.actors import Actor
from cauce.imaging import cleaning
from cauce.website import visits
from tests.library import zoo
from tests.room.applications.homes import a_draft, an_application

pytestmark = pytest.mark.once

LIST = "/apply/documents"
PIECE = 300


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Files of this test's own; pages in English."""
    settings.CAUCE_DATA, before = tmp_path, settings.CAUCE_DATA
    settings.CAUCE_KEY_FILE = before / "master-keys"
    with translation.override("en"):
        yield tmp_path


class Family:
    """A browser that was let in."""

    def __init__(self, home: keeping.Home, *, deep: bool = True, checks: bool = False) -> None:
        self.home = home
        self.client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=checks)
        self.root = LIST if isinstance(home, Draft) else "/my/documents"
        answer = HttpResponse()
        where = {"draft": home} if isinstance(home, Draft) else {"application": home}
        visits.begin_visit(answer, deep=deep, **where)
        self.client.cookies.update(answer.cookies)

    def page(self) -> str:
        """The list."""
        answer = self.client.get(self.root)
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, data: bytes | None = None, name: str = "foto.jpg", **more: Any) -> Any:
        """Send a file as a form without script does."""
        fields = {"form": str(uuid4()), "kind": "birth", "about": "", **more}
        file = SimpleUploadedFile(name, data if data is not None else zoo.photo())
        return self.client.post(self.root, {**fields, "file": file})

    def papers(self) -> list[Document]:
        """What is kept."""
        return keeping.listed(self.home)

    def part(self, data: bytes, *, form: str, size: int, here: int) -> Any:
        """Send a part as the script does."""
        headers = {"X-Upload": form, "X-Size": str(size), "X-Offset": str(here)}
        return self.client.post(
            f"{self.root}/parts", data, content_type="application/octet-stream", headers=headers
        )


@pytest.fixture
def family(cast: Any) -> Family:
    """The family of a draft."""
    return Family(a_draft(cast))


@pytest.fixture(params=[a_draft, an_application], ids=["draft", "application"])
def either(request: Any, cast: Any) -> Family:
    """The family of a draft, and of an application."""
    return Family(request.param(cast))


def _said(answer: Any) -> str:
    return answer.content.decode()


# ---- the way of a paper
def test_sent_looked_at_confirmed_removed_and_brought_back(either: Family) -> None:
    assert "Nothing yet" in either.page()
    answer = either.send(zoo.noted_photo())
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{either.root}?done=kept#main"
    assert "We have your file" in _said(either.client.get(f"{either.root}?done=kept"))
    (paper,) = either.papers()
    look = f"{either.root}/{paper.pk}"
    assert look in either.page()
    html = _said(either.client.get(look))
    (source,) = re.findall(r'<img class="paper" src="([^"]+)" alt="Page 1 of 1"', html)
    picture = either.client.get(source)
    assert Image.open(io.BytesIO(picture.content)).size == (300, 400)
    for do, state in (("read", "ready"), ("removed", "removed"), ("restored", "received")):
        assert either.client.post(look, {"do": do}).status_code == 302
        assert either.papers()[0].state == state
        if state == "removed":
            assert either.client.get(look).status_code == 404
            assert either.client.get(source).status_code == 404
            assert "Bring it back" in either.page()


def test_a_pdf_shows_all_its_pages(family: Family) -> None:
    family.send(zoo.scan(3), "papel.pdf")
    (paper,) = family.papers()
    assert "3 pages" in family.page()
    html = _said(family.client.get(f"{LIST}/{paper.pk}"))
    for source in re.findall(r'<img class="paper" src="([^"]+)"', html):
        assert family.client.get(source).status_code == 200
    assert html.count("<img") == 3
    assert family.client.get(f"{LIST}/{paper.pk}/4").status_code == 404


def test_a_second_tap_counts_once(family: Family) -> None:
    form, data = str(uuid4()), zoo.photo()
    assert [family.send(data, form=form).status_code for _ in range(3)] == [302, 302, 302]
    assert len(family.papers()) == 1


def test_a_file_is_not_refused_for_what_was_not_chosen_beside_it(family: Family) -> None:
    assert family.send(kind="", about="99").status_code == 302
    assert family.send(kind="<b>", form="no id at all").status_code == 302
    assert [p.kind for p in family.papers()] == ["other", "other"]


def test_a_paper_says_whose_it_is(cast: Any, family: Family) -> None:
    people = [{"number": 0, "given": "Ana"}, {"number": 2, "given": "Luz", "surname1": "Xol"}]
    save_draft(
        draft=family.home, version=0, content={"people": people}, by=Actor.FAMILY, at=cast.at
    )
    html = family.page()
    assert '<option value="2">Luz Xol</option>' in html
    family.send(about="2")
    assert "Luz Xol · 1 page" in re.sub(r"\s+", " ", family.page())


# ---- bad files
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zoo.program(), "neither a photo nor a PDF"),
        (b"", "neither a photo nor a PDF"),
        (zoo.photo()[:9000], "cannot be read"),
        (zoo.locked(), "This PDF is locked"),
        (b"\xff\xd8\xff" + bytes(20 * limits.MB - 3), "The photo is too big (20 MB)"),
    ],
    ids=["program", "empty", "half", "locked", "20 MB"],
)
def test_a_bad_file_gets_a_sentence_and_what_was_chosen_is_kept(
    family: Family, folder: Path, data: bytes, sentence: str
) -> None:
    answer = family.send(data, "foto.jpg", kind="medical")
    html = _said(answer)
    assert answer.status_code == 422
    assert '<li><a href="#file">' in html
    assert html.count(sentence) == 2  # on top and at the field, in the same words
    assert '<option value="medical" selected>' in html
    assert "<title>Error: " in html
    assert family.papers() == []
    assert not [p for p in (folder / "files").rglob("*") if p.is_file()]


def test_a_file_whose_line_was_cut_was_too_big(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 18 * limits.MB)
    answer = family.send(b"\xff\xd8\xff" + bytes(20 * limits.MB))
    assert answer.status_code == 422
    assert "The photo is too big (21 MB)" in _said(answer)


def test_a_form_without_a_file_says_so(family: Family) -> None:
    answer = family.client.post(LIST, {"form": str(uuid4())})
    assert answer.status_code == 422
    assert "Choose a photo or a PDF first" in _said(answer)


def test_too_many_at_once_are_told_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch, family: Family
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise cleaning.Busy

    monkeypatch.setattr("cauce.applications.papers.receiving.clean", busy)
    answer = family.send()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_what_an_officer_works_with_is_not_removed_by_the_family(cast: Any) -> None:
    family = Family(an_application(cast))
    family.send()
    Application.objects.itself(family.home).update(state="in_case")
    answer = family.client.post(f"{family.root}/{family.papers()[0].pk}", {"do": "removed"})
    assert answer.status_code == 409
    assert "Ask the office" in _said(answer)


# ---- in parts, as the script sends them
def test_a_file_in_parts_is_kept_like_any_other(either: Family, folder: Path) -> None:
    data, form = zoo.photo(), str(uuid4())
    here = either.part(b"", form=form, size=len(data), here=0).json()["here"]
    while here < len(data):
        piece = data[here : here + parts.MOST_PART // 4]
        here = either.part(piece, form=form, size=len(data), here=here).json()["here"]
    fields = {"form": form, "kind": "birth", "size": str(len(data)), "name": "foto.jpg"}
    assert either.client.post(either.root, fields).status_code == 302
    assert len(either.papers()) == 1
    assert not [p for p in (folder / "parts").rglob("*") if p.is_file()]


def test_parts_that_are_not_whole_stay_for_the_rest(family: Family) -> None:
    data, form = zoo.photo(), str(uuid4())
    family.part(data[:PIECE], form=form, size=len(data), here=0)
    answer = family.client.post(LIST, {"form": form, "size": str(len(data))})
    assert answer.status_code == 422
    assert family.part(b"", form=form, size=len(data), here=0).json() == {"here": PIECE}


def test_a_part_that_makes_no_sense_is_refused(family: Family) -> None:
    form = str(uuid4())
    assert family.part(b"x", form="no id", size=9, here=0).status_code == 400
    assert family.client.post(f"{LIST}/parts", b"x", content_type="x/y").status_code == 400
    answer = family.part(b"x", form=form, size=16 * limits.MB, here=0)
    assert answer.status_code == 409
    assert "too big (16 MB)" in answer.json()["sentence"]
    assert family.part(bytes(300 * 1024), form=form, size=400_000, here=0).status_code == 413


def test_the_page_lets_the_script_reach_this_host_alone(family: Family) -> None:
    answer = family.client.get(LIST)
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    assert re.search(
        r'<script src="/static/website/cauce\.[^"]*js" defer data-lost="Not sent', _said(answer)
    )


def test_the_script_is_small() -> None:
    import gzip

    from django.contrib.staticfiles import finders

    script = Path(finders.find("website/cauce.js")).read_bytes()
    assert len(gzip.compress(script)) < 2_500
    assert len(script) < 3_200


# ---- who may see what
def test_a_page_is_served_so_that_nothing_in_it_can_run(either: Family) -> None:
    either.send()
    answer = either.client.get(f"{either.root}/{either.papers()[0].pk}/1")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page-1.jpg"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_another_familys_paper_is_not_found(cast: Any) -> None:
    for make in (a_draft, an_application):
        mine, theirs = Family(make(cast)), Family(make(cast))
        theirs.send()
        (paper,) = theirs.papers()
        unknown = mine.client.get(f"{mine.root}/{uuid4()}")
        for address in (f"{mine.root}/{paper.pk}", f"{mine.root}/{paper.pk}/1"):
            answer = mine.client.get(address)
            assert (answer.status_code, len(answer.content)) == (404, len(unknown.content))
        for do in ("read", "removed", "restored"):
            assert mine.client.post(f"{mine.root}/{paper.pk}", {"do": do}).status_code == 404
        assert theirs.papers()[0].state == "received"


def test_without_a_visit_one_is_led_to_the_door(cast: Any, family: Family) -> None:
    family.send()
    (paper,) = family.papers()
    stranger = Client()
    for root, door in (("/apply", "/apply"), ("/my", "/my#top")):
        for rest in ("", f"/{paper.pk}", f"/{paper.pk}/1"):
            answer = stranger.get(f"{root}/documents{rest}")
            assert (answer.status_code, answer.headers["Location"]) == (302, door)
        answer = stranger.post(f"{root}/documents/parts", b"x", content_type="x/y")
        assert answer.status_code == 401
        assert "sentence" in answer.json()


@pytest.mark.parametrize("root", [LIST, "/my/documents"])
def test_whose_visit_is_over_is_asked_for_the_code(cast: Any, root: str) -> None:
    fields = {"kind": "birth", "file": SimpleUploadedFile("x.jpg", zoo.photo())}
    answer = Client().post(root, fields)
    assert answer.status_code == 401
    html = answer.content.decode()
    assert 'name="enter-code"' in html
    assert '<input type="hidden" name="kind" value="birth">' in html
    assert Client(enforce_csrf_checks=True).post(root, fields).status_code == 403


def test_the_inner_pages_of_an_application_ask_for_the_code_again(cast: Any) -> None:
    home = an_application(cast)
    Family(home).send()
    shallow = Family(home, deep=False)
    (paper,) = shallow.papers()
    for rest in ("", f"/{paper.pk}", f"/{paper.pk}/1"):
        answer = shallow.client.get(f"/my/documents{rest}")
        assert answer.headers["Location"] == "/my/again?then=documents:my"
    assert shallow.send().status_code == 302
    assert len(shallow.papers()) == 1


def test_each_door_leads_to_its_own_home(cast: Any) -> None:
    assert Family(a_draft(cast)).client.get("/my/documents").headers["Location"] == LIST
    sent = Family(an_application(cast))
    assert sent.client.get(LIST).headers["Location"] == "/my/documents"


def test_a_form_without_its_secret_is_refused(cast: Any) -> None:
    family = Family(a_draft(cast), checks=True)
    assert family.send().status_code == 403
    assert family.part(b"x", form=str(uuid4()), size=1, here=0).status_code == 403
    html = family.page()
    (secret,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', html))
    assert family.send(csrfmiddlewaretoken=secret).status_code == 302
    assert family.papers()


def test_nothing_of_a_strangers_file_is_held(monkeypatch: pytest.MonkeyPatch, cast: Any) -> None:
    seen = []
    monkeypatch.setattr(
        uploads.Held, "file_complete", lambda self, size: seen.append((size, self.parts))
    )
    Client().post(LIST, {"file": SimpleUploadedFile("x.jpg", zoo.photo())})
    ((size, parts_held),) = seen
    assert size > 0
    assert parts_held == []

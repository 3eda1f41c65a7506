"""The pages that are the same for everybody: doors, languages, pathways, headers, weight."""

import gzip
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders

from cauce.base import clock
from cauce.website.pages import pack
from tests.room.website.conftest import Visitor

PUBLIC = ("/", "/pathways", "/help", "/what-we-keep")
BEGUN = ("/could-i", "/could-i/people", "/could-i/1", "/could-i/answers", "/could-i/result")


def weight(content: bytes) -> int:
    """What is sent, compressed as the web process does."""
    return len(gzip.compress(content, 6))


def links(html: str) -> set[str]:
    """The addresses of this site that a page leads to."""
    return {unescape(a).split("#")[0] for a in re.findall(r'href="([^"]+)"', html)}


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("lang", ["es", "en", "ht"])
def test_public_pages_speak_three_languages(db: None, address: str, lang: str) -> None:
    answer = Visitor(lang).get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in html
    for _code, name in configured.LANGUAGES:
        assert name in html
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_home_shows_the_doors_that_exist_and_no_other(visitor: Visitor) -> None:
    html = visitor.get("/").content.decode()
    doors = re.findall(r'<li><a href="([^"]+)"', html.split('class="doors"')[1].split("</ul>")[0])
    assert doors == ["/could-i", "/apply", "/my", "/pathways"]


def test_no_page_has_a_dead_link(visitor: Visitor) -> None:
    visitor.begin(others=("other",))
    seen: set[str] = set()
    waiting = {*PUBLIC, *BEGUN}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = visitor.get(address)
        assert answer.status_code in {200, 302}, address
        if answer.streaming:
            assert answer.getvalue(), "read to its end, the file is closed"
        if address.startswith(("/static/", "http", "/leave")) or answer.status_code == 302:
            continue
        found = {a for a in links(answer.content.decode()) if a.startswith("/")}
        # Following every day and language of every pathway would say nothing new.
        waiting |= {a for a in found if "/leave" not in a} - seen
    assert len(seen) > len(pack().pathways)


def test_a_link_changes_the_language_and_keeps_the_page(visitor: Visitor) -> None:
    visitor.begin()
    answer = visitor.get("/could-i/1?then=review&lang=es")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/could-i/1?then=review"
    assert '<html lang="es"' in visitor.get("/could-i/1").content.decode()
    assert visitor.answers().steps


def test_a_language_link_leads_to_no_other_host(visitor: Visitor) -> None:
    answer = visitor.get("//elsewhere.example/?lang=es")
    assert not answer.headers.get("Location", "/").startswith("//")


def test_a_language_that_does_not_exist_is_not_spoken(visitor: Visitor) -> None:
    assert visitor.get("/?lang=xx").status_code == 200


def test_a_demonstration_says_so_on_every_page(visitor: Visitor, settings: Any) -> None:
    settings.OFFICE_DAY = date(2024, 1, 12)
    visitor.begin()
    for address in (*PUBLIC, *BEGUN):
        if (answer := visitor.get(address)).status_code == 200:
            html = answer.content.decode()
            assert "Demonstration. Office day: 12 January 2024. Not verified law." in html


def test_an_office_says_nothing_of_a_demonstration(visitor: Visitor, settings: Any) -> None:
    settings.OFFICE_DAY = None
    assert "Demonstration" not in visitor.get("/").content.decode()


@pytest.mark.parametrize("pathway", sorted(pack().pathways))
def test_every_pathway_is_shown_with_its_rules_and_sources(visitor: Visitor, pathway: str) -> None:
    answer = visitor.get(f"/pathways/{pathway}?on=2024-01-12")
    html = answer.content.decode()
    assert answer.status_code == 200
    for criterion in pack().pathways[pathway].criteria:
        assert criterion.id in html
        assert all(f"[{key}]" in html for key in criterion.sources)
    assert weight(answer.content) <= 15_000


def test_pathways_are_open_or_closed_on_the_readers_day(visitor: Visitor) -> None:
    before = visitor.get("/pathways?on=2024-01-12").content.decode()
    after = visitor.get("/pathways?on=2026-06-01").content.decode()
    assert "12 January 2024" in before
    assert before.count("✓ ") > after.count("✓ ")
    assert '<p class="tag">× ' in after.replace("\n", "")


def test_an_unknown_pathway_does_not_exist(visitor: Visitor) -> None:
    assert visitor.get("/pathways/no-such-way").status_code == 404


@pytest.mark.parametrize("day", ["yesterday", "2024-02-31", "0001-01-01", "9999-12-31", "2024"])
@pytest.mark.parametrize("address", ["/pathways", f"/pathways/{min(pack().pathways)}"])
def test_a_day_that_is_none_gets_a_sentence(visitor: Visitor, address: str, day: str) -> None:
    answer = visitor.get(f"{address}?on={day}")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#on"' in html
    assert 'aria-describedby="error-on"' in html
    assert clock.today().isoformat() in html


def test_the_first_page_is_light(visitor: Visitor) -> None:
    sheet = finders.find("website/cauce.css")
    with open(sheet, "rb") as file:
        css = weight(file.read())
    html = visitor.get("/").content
    whole = weight(html) + css
    assert re.findall(rb"<(?:script|img|link)[^>]*", html) != []
    assert whole <= 8_000


def test_every_public_page_is_light(visitor: Visitor) -> None:
    heavy = {a: weight(visitor.get(a).content) for a in PUBLIC}
    assert {a: w for a, w in heavy.items() if w > 15_000} == {}


def test_no_page_holds_a_style_or_a_script_of_its_own(visitor: Visitor) -> None:
    visitor.begin(others=("other",))
    for address in (*PUBLIC, *BEGUN):
        html = visitor.get(address).content.decode()
        assert "<script" not in html
        assert " style=" not in html
        assert not re.search(r"\son\w+=", html)


def test_pages_about_a_reader_are_stored_nowhere(visitor: Visitor) -> None:
    visitor.begin()
    for address in BEGUN:
        answer = visitor.get(address)
        assert answer.headers["Cache-Control"] == "no-store", address


def test_texts_of_another_language_say_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from cauce.eligibility import words

    way = min(pack().pathways)
    lacking = words(pack(), "ht")
    kept = lacking._files
    monkeypatch.setattr(lacking, "_files", kept[1:])
    html = Visitor("ht").get(f"/pathways/{way}").content.decode()
    first = kept[1][0]
    assert f'<span lang="{first}">' in html
    assert "poko an Kreyòl ayisyen" in html

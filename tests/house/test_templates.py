"""Pages hold nothing that the content security policy would refuse, and escape everything."""

import re
from pathlib import Path

import pytest

from tests.house.tree import SRC, name, sources, text_of, tracked

TEMPLATES = [
    p for p in tracked() if p.is_relative_to(SRC) and {"templates", "jinja2"} & set(p.parts)
]
REFUSED = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a handler attribute": re.compile(r"<[^>]*\son\w+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+(?:false|off)", re.I),
    "something fetched from elsewhere": re.compile(
        r"<(?:link|script|img|iframe)[^>]*(?:src|href)=\"https?:", re.I
    ),
}
# What a family opens from its own folder: no policy is sent with it, and one file must be enough.
AT_HOME = {("an inline style sheet", "src/cauce/privacy/templates/privacy/copy.html")}
MARKED_SAFE = {
    "website/jinja.py": "literals whose parts Markup.format escapes, our catalogue, our own templates"
}


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("what", REFUSED)
def test_no_template_holds(what: str) -> None:
    held = {(what, name(p)) for p in TEMPLATES if REFUSED[what].search(text_of(p))}
    assert held == {each for each in AT_HOME if each[0] == what}


def test_code_marks_nothing_as_safe_but_what_is_listed() -> None:
    users = {
        str(p.relative_to(SRC))
        for p in sources()
        if re.search(r"\bmark_safe\b|\bMarkup\(|\bSafeString\(", text_of(p))
    }
    assert users == set(MARKED_SAFE)


def _forms(path: Path) -> list[str]:
    return re.findall(r"<form\b.*?</form>", text_of(path), re.S | re.I)


def test_every_posted_form_carries_its_token() -> None:
    bare = [
        name(p)
        for p in TEMPLATES
        for form in _forms(p)
        if re.search(r"method=\"?post", form, re.I) and "csrf" not in form
    ]
    assert bare == []

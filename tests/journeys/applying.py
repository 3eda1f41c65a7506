"""Walks through the application by its links and buttons, as a hand would."""

from collections.abc import Iterator
from typing import Any

from tests.journeys import robot
from tests.journeys.walk import GO_ON, SEEN_ENOUGH, go

DOOR = '.doors a[href="/apply"]'


def start(page: Any, *, language: str = "es", spoken: str = "kek") -> None:
    """Go from the home page past the first page of the application."""
    page.goto("/")
    go(page, DOOR)
    if page.locator("input[name=site]").count():
        page.check("input[name=site] >> nth=0")
    page.check(f'input[name=language][value="{language}"]')
    page.select_option("#spoken", spoken)
    page.check("input[name=helped][value=no]")
    go(page, 'form[action="/apply#errors"] .acts button')


def agree(page: Any) -> None:
    """Agree to what is necessary, and to nothing else."""
    go(page, GO_ON)


def name(page: Any, given: str, surname: str, year: str, relation: str = "") -> None:
    """Fill in the page of one person, which is shown."""
    page.fill("#given", given)
    page.fill("#surname1", surname)
    page.fill("#y", year)
    if relation:
        page.select_option("#relation", relation)
    go(page, GO_ON)


def add(page: Any, given: str, surname: str, year: str, relation: str) -> None:
    """Add one more person to the list, which is shown."""
    go(page, 'a[href="/apply/people/new"]')
    name(page, given, surname, year, relation)


def all_named(page: Any) -> None:
    """Say that the list of people is whole."""
    go(page, 'form[action="/apply/people"] button >> nth=0')


def reach(page: Any, number: str, whose: str) -> None:
    """Fill in the contact page."""
    page.fill("#\\30-address", number)
    page.fill("#\\30-whose", whose)
    page.check("#\\30-write")
    go(page, GO_ON)


def at_question(page: Any) -> bool:
    """Say whether a question is shown."""
    return "/apply/questions/" in page.url


def answer_all(page: Any, most: int = SEEN_ENOUGH * 2) -> int:
    """Answer every question by "I don't know"; return how many there were."""
    asked = 0
    while at_question(page) and asked < most:
        shown = robot.read_topic(page.content())
        for prefix, one in shown:
            name = prefix + ("how" if "how" in one.controls else "v")
            page.check(f'[name="{name}"][value="-unknown"]')
        go(page, GO_ON)
        asked += len(shown)
    return asked


def past_papers(page: Any) -> None:
    """Go on without adding any paper."""
    if page.url.split("#")[0].endswith("/apply/documents"):
        go(page, 'a[href="/apply/review"]')


def every_page(page: Any) -> Iterator[str]:
    """Visit every page of the application, with and without errors; its name, while it is shown."""
    page.goto("/apply")
    yield "apply"
    go(page, 'form[action="/apply#errors"] .acts button')
    yield "apply, error"
    start(page)
    yield "consent"
    page.goto("/apply/declined")
    yield "declined"
    page.goto("/apply/consent")
    agree(page)
    yield "main applicant"
    go(page, GO_ON)
    yield "main applicant, error"
    name(page, "Rosa María", "Xol", "1991")
    yield "household"
    go(page, 'a[href="/apply/people/new"]')
    yield "person"
    name(page, "Mateo", "", "2016", "child")
    go(page, 'form[action="/apply/people/1/remove"] button')
    yield "household, undo"
    go(page, 'form[action="/apply/people/undo"] button')
    all_named(page)
    yield "contact"
    go(page, GO_ON)
    yield "contact, error"
    reach(page, "+502 5555 0101", "de mi hermana")
    yield "apply: question"
    go(page, GO_ON)
    yield "apply: question, error"
    yield from _end(page)


def _end(page: Any) -> Iterator[str]:
    page.goto("/apply/review")
    yield "read back"
    go(page, 'form[action="/apply/send#errors"] button')
    yield "read back, error"
    page.goto("/apply/stopped")
    yield "stopped"
    page.goto("/apply/delete")
    yield "delete"
    page.goto("/apply/review")
    page.check("input[name=read]")
    go(page, 'form[action="/apply/send#errors"] button')
    yield "receipt"

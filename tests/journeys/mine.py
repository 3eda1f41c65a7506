"""Walks through what a family sees of its own application, as a hand would."""

from collections.abc import Iterator
from typing import Any

from tests.journeys.walk import GO_ON, go

DOOR = '.doors a[href="/my"]'
INNER = ("letters", "answer", "said", "correct", "add", "routes", "routes/new", "consent", "readers", "copy",
         "review", "withdraw")  # fmt: skip


def keys(page: Any) -> tuple[str, str]:
    """The reference and the code of a receipt that is shown."""
    return page.inner_text(".ref >> nth=0"), page.inner_text(".ref >> nth=1")


def enter(page: Any, reference: str, code: str) -> None:
    """Go from the home page to where the application stands."""
    page.goto("/")
    go(page, DOOR)
    page.fill("#reference", reference)
    page.fill("#code", code)
    go(page, GO_ON)


def again(page: Any, code: str) -> None:
    """Type the code once more, where it is asked."""
    page.fill("#code", code)
    go(page, GO_ON)


def leave(page: Any) -> None:
    """Leave, from the first page."""
    page.goto("/my/home")
    go(page, 'form[action="/my/leave"] button')


def every_page(page: Any) -> Iterator[str]:
    """Visit every page, with and without errors, from a shown receipt; its name, while it is shown."""
    page.reload()  # a test may have changed the words of the page that is shown
    reference, code = keys(page)
    leave(page)
    yield "my: left"
    go(page, GO_ON)
    yield "my: door, error"
    for address in ("/my/lost", "/my/code"):
        page.goto(address)
        yield address
    page.fill("#reference", "")
    go(page, GO_ON)
    yield "/my/code, error"
    enter(page, reference, code)
    yield "my: home"
    go(page, '.doors a[href="/my/letters"]')
    yield "my: again"
    go(page, GO_ON)
    yield "my: again, error"
    again(page, code)
    for name in INNER:
        page.goto(f"/my/{name}")
        yield f"my: {name}"
    yield from _forms(page)


def _forms(page: Any) -> Iterator[str]:
    for name in ("correct", "add", "routes/new"):
        page.goto(f"/my/{name}")
        go(page, f"{GO_ON} >> nth=-1")
        yield f"my: {name}, error"
    page.goto("/my/said")
    if page.locator('a[href^="/my/said/"]').count():
        go(page, 'a[href^="/my/said/"] >> nth=0')
        yield "my: question"
    page.goto("/my/correct")
    page.select_option("#about", index=1)
    page.fill("#said", "Mi nombre se escribe Rosamaría.")
    go(page, GO_ON)
    yield "my: said, asked"
    page.goto("/my/withdraw")
    go(page, GO_ON)
    yield "my: withdrawn"
    page.goto("/my/withdraw")
    yield "my: undo"
    go(page, GO_ON)
    yield "my: goes on"

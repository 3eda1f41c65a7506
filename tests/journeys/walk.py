"""Walks through the public's pages by their links and buttons, as a hand would."""

from collections.abc import Iterator
from typing import Any

from tests.journeys import robot

GO_ON = ".acts button"
SEEN_ENOUGH = 45
SHAPES = {"radio", "checkbox", "select", "menus", "text", "date", "entries"}


def go(page: Any, selector: str) -> None:
    """Press something that leads to a page, and wait for that page."""
    with page.expect_navigation(wait_until="load"):
        page.click(selector)


def start(page: Any, *, others: tuple[str, ...] = (), who: str = "me", day: str = "") -> None:
    """Go from the home page through the first pages of *Could I?*."""
    page.goto("/")
    go(page, '.doors a[href="/could-i"]')
    page.check(f'input[name=who][value="{who}"]')
    page.select_option("#others", str(len(others)))
    if day:
        page.check("input[name=day][value=own]")
        for box, part in zip("ymd", day.split("-"), strict=True):
            page.fill(f"#{box}", str(int(part)))
    go(page, GO_ON)
    if others:
        for number, relation in enumerate(others, 1):
            page.select_option(f"#p{number}", relation or "-unknown")
        go(page, GO_ON)


def at_result(page: Any) -> bool:
    """Say whether the answer is shown."""
    return page.url.split("#")[0].endswith("/could-i/result")


def fill(page: Any, controls: dict[str, list[str]]) -> None:
    """Put answers into the controls of a page, and go on."""
    shown = robot.read(page.content())
    while not controls.keys() <= shown.kinds.keys():
        go(page, "button[name=add]")
        shown = robot.read(page.content())
    for name, values in controls.items():
        kind = shown.kinds[name]
        if kind == "select":
            page.select_option(f'[name="{name}"]', values[0])
        elif kind in {"radio", "checkbox"}:
            for value in values:
                page.check(f'[name="{name}"][value="{value}"]')
        else:
            page.fill(f'[name="{name}"]', values[0])
    go(page, GO_ON)


def shape(shown: robot.Page) -> str:
    """What kind of field a page asks by."""
    if "v" in shown.kinds:
        return shown.kinds["v"]
    return "menus" if "v0" in shown.kinds else "date" if "y" in shown.kinds else "entries"


def every_kind(page: Any) -> Iterator[str]:
    """Visit one page of every kind, with and without errors; its name, while it is shown."""
    page.goto("/")
    yield "home"
    for address in ("/help", "/what-we-keep"):
        page.goto(address)
        yield address
    page.goto("/")
    go(page, '.doors a[href="/pathways"]')
    yield "pathways"
    go(page, "main li h2 a >> nth=0")
    yield "pathway"
    page.goto("/pathways?on=never")
    yield "pathways, error"
    page.goto("/no-such-page")
    yield "404"
    yield from _first_pages(page)
    yield from _questions(page)
    yield from _answers(page)
    from tests.journeys import applying, mine  # they walk by the steps of this module

    yield from applying.every_page(page)
    yield from mine.every_page(page)


def _first_pages(page: Any) -> Iterator[str]:
    page.goto("/could-i")
    yield "start"
    go(page, GO_ON)
    yield "start, error"
    page.check("input[name=who][value=me]")
    page.select_option("#others", "2")
    go(page, GO_ON)
    yield "people"
    go(page, GO_ON)
    yield "people, error"
    page.select_option("#p1", index=1)
    page.select_option("#p2", index=3)
    go(page, GO_ON)


def _questions(page: Any) -> Iterator[str]:
    seen: set[str] = set()
    for _each in range(SEEN_ENOUGH):
        if at_result(page) or seen == SHAPES:
            break
        kind = shape(robot.read(page.content()))
        if kind not in seen:
            seen.add(kind)
            yield kind
            go(page, GO_ON)
            yield f"{kind}, error"
        shown = robot.read(page.content())
        # Yes leads to more questions than any other answer.
        if "yes" in shown.controls.get("v", set()):
            fill(page, {"v": ["yes"]})
        elif shown.kinds.get("v") == "text" and "more" in shown.kinds:
            fill(page, {"v": ["1"]})
        else:
            fill(page, {"how" if "how" in shown.controls else "v": ["-unknown"]})
    assert seen == SHAPES


def _answers(page: Any) -> Iterator[str]:
    page.goto("/could-i/answers")
    yield "answers"
    page.goto("/could-i/result")
    yield "result"
    page.goto("/could-i/result/2")
    yield "result for another"
    page.goto("/could-i")
    yield "start again"
    go(page, 'form[action="/could-i/delete"] button')
    yield "deleted"

"""A text is pasted, its cards are decided by a person, and the ledger's pages answer differently."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import axe
from tests.journeys.conftest import DESK, PHONE, Opens, empty
from tests.journeys.test_desk_axe import WIDER, _sign_in
from tests.room.cli.office import Office

TEXT = """US Deputy Secretary Elena Prado spoke by telephone with Oscar Zelaya of Guatemala in December.

Guatemala asked the United States for forty buses on 3 January 2024. The United States pledged 5
million dollars to Guatemala.
The United States pledged 7 million dollars to Guatemala in 2024.
The two countries signed an agreement on a joint office.
Prado will travel to Guatemala City on 20 January 2024.

Critics say the policy has lost its way.
"""


REQUEST = "Forty buses for the north"
BETWEEN = "Government of Guatemala"
SIDES = ("called", "caller")
FOLLOW_UP = {
    "called": "Government of Guatemala", "caller": "Government of the United States", "day": "2024-01-12",
    "title": "The forty buses, again", "what": "Ask when the buses leave", "next_date": "2024-01-13",
}  # fmt: skip


class Days:
    """An office whose day turns: the same data, the same address, another office day."""

    def __init__(self, data: Path) -> None:
        self.data, self.running = data, self._start(Office(data, CAUCE_DEMO_FAMILIES="0"))
        self.port = self.running.port

    def turn(self, day: str) -> None:
        """Stop the office, and open it again on another day."""
        self.end()
        more = ("--port", str(self.port))
        self.running = self._start(Office(self.data, *more, CAUCE_OFFICE_DAY=day))

    def end(self) -> None:
        """Stop it."""
        self.running.process.terminate()
        self.running.ended()

    def _start(self, office: Office) -> Office:
        office.greeting()
        for pipe in (office.process.stdout, office.process.stderr):
            threading.Thread(target=empty, args=[pipe], daemon=True).start()
        return office


@pytest.fixture(scope="module")
def desk_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """An office of this file's own, since its day turns; no households, to be quick."""
    days = Days(tmp_path_factory.mktemp("days"))
    yield days
    days.end()


@pytest.fixture(scope="module")
def office(desk_office: Days) -> Days:
    """The other tests of this file are visitors of the same office."""
    return desk_office


@contextmanager
def _one_browser(browser: Any, port: int) -> Iterator[Any]:
    address = f"http://127.0.0.1:{port}"
    headers = {"Accept-Language": "en"}
    context = browser.new_context(
        base_url=address, viewport={"width": DESK, "height": 740}, extra_http_headers=headers,
        java_script_enabled=False,
    )  # fmt: skip
    context.set_default_timeout(15_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def _to(page: Any, text: str) -> None:
    """Follow a link by its words."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name=text).first.click()


def _send(page: Any, button: str = "main form .acts button") -> None:
    with page.expect_navigation(wait_until="load"):
        page.click(button)


def _press(page: Any, card: Any, key: str) -> None:
    with page.expect_navigation(wait_until="load"):
        card.locator(f"[data-key={key}]").click()


def _read(page: Any, title: str = "Forty buses") -> None:
    page.goto("/office/governments/read")
    _paste(page, title)


def _paste(page: Any, title: str) -> None:
    page.fill("#id_title", title)
    page.fill("#id_outlet", "The Harbour Post")
    page.fill("#id_published", "2024-01-11")
    page.fill("#id_text", TEXT)
    with page.expect_navigation(wait_until="load"):
        page.click("main form.sheet button")


def _card(page: Any, kind: str) -> Any:
    return page.locator(f"article.kind-{kind}").filter(has=page.locator("[data-key=a]")).first


def _accept(page: Any, kind: str, **answers: str) -> None:
    card = _card(page, kind)
    for name, value in {"giver": "United States", "receiver": "Guatemala", **answers}.items():
        card.locator(f"[name$=-{name}]").fill(value)
    box = card.locator("[name$=-year_confirmed]")
    if box.count():
        box.check()
    with page.expect_navigation(wait_until="load"):
        card.locator("[data-key=a]").click()
    assert page.locator(".ok").count() == 1, page.locator("#errors").all_inner_texts()


def test_a_text_becomes_work_and_a_brief_in_one_browser_by_links_only(
    browser: Any, desk_office: Any
) -> None:
    """Paste, decide, see the number change, log a follow-up; the next day it waits, and is handed over."""
    with _one_browser(browser, desk_office.port) as page:
        _sign_in(page, "liaison")
        _to(page, "Counterparts")
        _to(page, BETWEEN)
        before = page.locator(".figure b").inner_text()
        _to(page, "Read a text")
        _paste(page, "Decided buses")
        assert page.locator("section[aria-labelledby=cards] > article").count() == 6
        assert page.locator(".said mark").count() >= 6
        # The telephone call's year is guessed: not accepted before it is confirmed, and corrected.
        _press(page, _card(page, "contact"), "a")
        assert "The year is guessed" in page.locator("#errors").inner_text()
        _accept(page, "contact", day="2023-11")
        _accept(page, "request", giver="Guatemala", receiver="United States", title=REQUEST)
        _accept(page, "commitment")
        _press(page, _card(page, "commitment"), "r")
        assert page.locator("main").inner_text().count("Rejected:") == 1

        _to(page, "Counterparts")
        _to(page, BETWEEN)
        figure = page.locator(".figure")
        assert figure.locator("b").inner_text() == "November 2023" != before
        # The number stands with its definition under it.
        under = page.locator("section[aria-labelledby=spoke]").inner_text()
        assert "Counted: any level; any means; any topic; held only" in under
        assert REQUEST in page.locator("section[aria-labelledby=requests]").inner_text()

        _to(page, "Log a call")
        for name, value in FOLLOW_UP.items():
            box = page.locator(f"[name={name}]")
            box.select_option(label=value) if name in SIDES else box.fill(value)
        _send(page)
        assert "Logged." in page.locator(".ok").inner_text()

        desk_office.turn("2024-01-13")
        page.goto("/office")
        if page.locator("#id_username").count():
            _sign_in(page, "liaison")
        assert "13 January" in page.locator("h1").inner_text()
        _to(page, "Without an owner")
        assert page.locator("a.row").filter(has_text=REQUEST).count() == 1
        _to(page, "Today")
        _to(page, "Next steps")
        assert page.locator("a.row").filter(has_text=FOLLOW_UP["what"]).count() == 1

        _to(page, "Counterparts")
        _to(page, BETWEEN)
        _to(page, "Freeze a handover brief")
        page.select_option("[name=side]", label="Government of Guatemala")
        page.select_option("[name=office]", label="President of Guatemala")
        _send(page)
        paper = page.locator("article.brief")
        assert REQUEST in paper.locator("section").first.inner_text()
        row = paper.locator("tbody tr").filter(has_text=REQUEST).first
        row.locator("input[type=checkbox]").check()
        page.select_option("#person", label="Bernardo Arévalo")
        _send(page, "article.brief .note button")
        row = page.locator("article.brief tbody tr").filter(has_text=REQUEST).first
        assert "Bernardo Arévalo" in row.inner_text()


def test_the_cards_have_no_fault_on_a_phone_and_on_a_desk(opens: Opens) -> None:
    with opens(width=DESK, lang="en", script=True) as page:
        _sign_in(page, "liaison")
        page.goto("/office/governments/read")
        assert axe.at_widths(page, PHONE, DESK) == {PHONE: [], DESK: []}
        _read(page)
        assert axe.at_widths(page, PHONE, DESK) == {PHONE: [], DESK: []}
        with page.expect_navigation(wait_until="load"):
            _card(page, "contact").locator("[data-key=a]").click()
        assert axe.at_widths(page, PHONE, DESK) == {PHONE: [], DESK: []}
        page.set_viewport_size({"width": PHONE, "height": 740})
        assert not page.evaluate(WIDER)


def test_the_keys_go_from_card_to_card_and_can_be_switched_off(opens: Opens) -> None:
    with opens(width=DESK, lang="en", script=True) as page:
        _sign_in(page, "liaison")
        _read(page)
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == "card-1"
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == "card-2"
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("r")
        assert page.locator("#card-2 [data-key=u]").count() == 1
        with page.expect_navigation(wait_until="load"):
            page.click("button[name=keys]")
        assert page.locator("script[src*=keys]").count() == 0


def test_a_call_is_logged_by_keys_alone_and_few_of_them(opens: Opens) -> None:
    words = ("Buses", "Ask again")
    pressed = 0

    def keys(page: Any, *names: str) -> None:
        nonlocal pressed
        for name in names:
            page.keyboard.press(name)
            pressed += 1

    with opens(width=DESK, lang="en") as page:
        _sign_in(page, "liaison")
        page.goto("/office/governments/log")
        page.wait_for_selector("[name=called]:focus")
        # Another side than the journey's, which counts its own last talk.
        keys(
            page,
            "ArrowDown",
            "ArrowDown",
            "Tab",
            "Tab",
            "Tab",
            "Tab",
            *words[0],
            "Tab",
            *words[1],
            "Tab",
        )
        assert page.evaluate("document.activeElement.id") == "id_next_date"
        with page.expect_navigation(wait_until="load"):
            keys(page, *"02012024", "Enter")
        assert page.locator(".ok").count() == 1, page.locator("main").inner_text()
        assert page.locator("main").inner_text().count("Buses") >= 1
        # Who, when, how and by when cost seventeen keys; what was said costs its letters.
        assert pressed == 17 + sum(len(word) for word in words)
        _to(page, "Today")
        _to(page, "Next steps")
        row = page.locator("tr").filter(has_text="Ask again").inner_text()
        assert "1 Feb 2024" in row


def test_an_act_is_recorded_from_a_request_by_keys_alone(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        _sign_in(page, "liaison")
        page.goto("/office/governments/requests/r-logistics-2023")
        before = page.locator(".acts-list li").count()
        page.locator("main").focus()
        for _each in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Record an act":
                break
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")
        for name, typed in (
            ("act", "asked again"),
            ("actor", "Government of G"),
            ("day", "2024-01-12"),
        ):
            while page.evaluate("document.activeElement.name") != name:
                page.keyboard.press("Tab")
            page.keyboard.type(typed)
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")
        assert "Recorded." in page.locator(".ok").inner_text()
        assert page.locator(".acts-list li").count() == before + 1

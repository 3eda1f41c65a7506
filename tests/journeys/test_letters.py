"""Letters in a running office: sent by its worker, called for by an officer, printed on one page."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import axe, letters
from tests.journeys.conftest import DESK, PHONE, empty
from tests.prepared import Prepared
from tests.room.cli.office import Office, until


@pytest.fixture(scope="module")
def office(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running office of this module's own, with letters."""
    data = prepared.tables(tmp_path_factory.mktemp("letters") / "office")
    running = Office(data, CAUCE_DEMO_FAMILIES="0")
    running.greeting()
    readers = [
        threading.Thread(target=empty, args=[pipe])
        for pipe in (running.process.stdout, running.process.stderr)
    ]
    for reader in readers:
        reader.start()
    yield running, letters.fill(data)
    running.process.terminate()
    running.ended()
    for reader in readers:
        reader.join()


@pytest.fixture
def desk(browser: Any, office: Any) -> Iterator[Any]:
    """Open a supervisor's browser of a width."""
    contexts: list[Any] = []

    def opened(width: int, *, script: bool = False) -> Any:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{office[0].port}",
            viewport={"width": width, "height": 740},
            extra_http_headers={"Accept-Language": "es"},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/office")
        page.fill("#id_username", "supervisor")
        page.fill("#id_password", "cauce-demo-supervisor")
        _press(page, "main form button")
        return page

    yield opened
    for context in contexts:
        context.close()


def _press(page: Any, selector: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.click(selector)


def _says(page: Any, address: str, text: str) -> bool:
    page.goto(address)
    return text in page.inner_text("main")


def test_the_worker_sends_what_may_go(office: Any, desk: Any) -> None:
    page, addresses = desk(DESK), office[1]
    assert until(lambda: _says(page, "/office/outbox", "rosa.xol@example.org"))
    assert until(lambda: _says(page, "/office/outbox", "+50255512345"))
    shown = page.inner_text("main")
    assert "Cauce: hay una carta para usted." in shown
    assert "Por qué" not in shown
    assert _says(page, addresses["sent"], "Enviada")


def test_an_officer_finds_whom_to_call_and_says_that_they_know(office: Any, desk: Any) -> None:
    page = desk(PHONE)
    assert until(lambda: _says(page, "/office/trays/call-list", "Mensaje de la oficina"))
    _press(page, "main table a")
    shown = page.inner_text("main")
    assert "no escribir" in shown
    assert "de 9 a 17 h" in shown
    _press(page, "button[name=how][value=call]")
    assert "la familia ya lo sabe" in page.inner_text("main")
    page.goto("/office/trays/call-list")
    assert "Todas las cartas llegaron" in page.inner_text("main")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_on_letters(office: Any, desk: Any, width: int) -> None:
    page, faults = desk(width, script=True), []
    trays = ("call-list", "texts-to-write", "messages-on-their-way")
    places = [*office[1].values(), "/office/outbox", *(f"/office/trays/{key}" for key in trays)]
    for place in places:
        page.goto(place)
        faults += [f"{place}: {fault}" for fault in axe.faults(page)]
    assert faults == []


def test_a_letter_on_paper_is_one_page_without_the_offices_frame(office: Any, desk: Any) -> None:
    page = desk(DESK)
    page.goto(office[1]["paper"])
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    assert not page.is_visible("nav.bar")
    assert not page.is_visible(".acts")
    assert page.is_visible("article.letter")
    assert page.is_visible("text=huella")

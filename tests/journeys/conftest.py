"""A running Cauce and visitors in a real browser: the system's Chromium, no download."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.prepared import Prepared
from tests.room.cli.office import Office

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
HOW = (
    "NO CHROMIUM: browser journeys are skipped."
    " Install one (Debian: apt install chromium) or name it in CHROMIUM."
)
PHONE, DESK, NARROW = 360, 1280, 320
Opens = Callable[..., Any]


# Before xdist reads the groups, also where this folder is named on the command line.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys of a file together in one process: they share a browser and what it saw."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group(f"journeys, {item.path.stem}"))


@pytest.fixture(scope="session")
def office(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A Cauce as `cauce run` starts it, with its demonstration, on the demonstration's day."""
    running = Office(prepared.demonstration(tmp_path_factory.mktemp("journeys") / "office"))
    running.greeting()
    # Whoever runs an office reads its log: a pipe that nobody empties would stop it after a while.
    readers = [
        threading.Thread(target=empty, args=[pipe])
        for pipe in (running.process.stdout, running.process.stderr)
    ]
    for reader in readers:
        reader.start()
    yield running
    running.process.terminate()
    running.ended()
    for reader in readers:
        reader.join()


def empty(pipe: Any) -> None:
    """Read what a running office says until it ends, and close the pipe."""
    with pipe:
        for _line in pipe:
            pass


# One for each module: Playwright's loop must not run while another room's test uses the database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium; without one, a skip that says how to get it, and a failure in CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM)
        yield running
        running.close()


@pytest.fixture(scope="module")
def opens(browser: Any, office: Office) -> Opens:
    """Open a browser of one's own: `with opens(width=360) as page`. Without script unless asked."""

    @contextmanager
    def opened(
        *, width: int = PHONE, lang: str = "en", script: bool = False, **more: Any
    ) -> Iterator[Any]:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{office.port}",
            viewport={"width": width, "height": 740},
            extra_http_headers={"Accept-Language": lang},
            java_script_enabled=script,
            **more,
        )
        context.set_default_timeout(15_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    return opened

"""The other direction and print: nothing is cut off and nothing is lost."""

from tests.journeys import robot, walk
from tests.journeys.conftest import DESK, Opens
from tests.journeys.looks import MIRROR


def test_the_frame_is_mirrored(opens: Opens) -> None:
    with opens(width=DESK) as page:
        page.goto("/")
        left = page.locator(".mark").bounding_box()["x"]
        page.evaluate(MIRROR)
        assert page.locator(".mark").bounding_box()["x"] > left


def test_the_answer_prints_whole_and_without_buttons(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        walk.start(page)
        while not walk.at_result(page):
            shown = robot.read(page.content())
            escapes = "how" if "how" in shown.controls else "v"
            choice = "-none" if "-none" in shown.controls[escapes] else "-unknown"
            walk.fill(page, {escapes: [choice]})
        page.emulate_media(media="print")
        assert page.locator(".demo").is_visible()
        for hidden in (".exit", ".acts", "button", "header nav", ".skip"):
            for found in page.locator(hidden).all():
                assert not found.is_visible(), hidden
        details = page.locator("details .sources").all()
        assert details
        assert all(found.is_visible() for found in details)
        assert len(page.pdf(format="A4")) > 10_000

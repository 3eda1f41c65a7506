"""Makes the picture of the README: the pages as they are, not as somebody drew them once."""

import os
from pathlib import Path

from cauce.eligibility import load_pack
from cauce.packs import SHIPPED
from tests.journeys import robot, walk
from tests.journeys.conftest import Opens
from tests.library.small import examples

PICTURE = Path(__file__).parents[2] / "docs" / "generated" / "could-i.png"


PERSON = "W13"


def test_a_picture_of_could_i(opens: Opens, tmp_path: Path) -> None:
    pack, case = load_pack(SHIPPED.resolve()), examples()[PERSON]
    hand = robot.Robot(pack, case, "en")
    with opens(width=760, lang="en") as page:
        walk.start(page, day=case["on"])
        while not walk.at_result(page):
            walk.fill(page, hand.answer(robot.read(page.content())))
        page.set_viewport_size({"width": 760, "height": 1200})
        new = tmp_path / "could-i.png"
        page.screenshot(path=new)
        assert new.stat().st_size > 20_000
    # Kept as it is unless somebody asks: a picture differs by a pixel from machine to machine.
    if not PICTURE.exists() or os.environ.get("CAUCE_PICTURES"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(new.read_bytes())

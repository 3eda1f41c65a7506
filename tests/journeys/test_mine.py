"""A family looks after its application on an old telephone: by links, at 360 px, without script."""

import re

from tests.journeys import applying, mine
from tests.journeys.conftest import PHONE, Opens
from tests.journeys.walk import GO_ON, go


def _sent(opens: Opens) -> tuple[str, str]:
    with opens(width=PHONE, lang="es") as page:
        for _kind in applying.every_page(page):
            pass
        return mine.keys(page)


def test_on_another_telephone_by_reference_and_code(opens: Opens) -> None:
    reference, code = _sent(opens)
    with opens(width=PHONE, lang="es") as page:
        mine.enter(page, reference.lower().replace("-", " "), code.lower())
        assert page.url.split("#")[0].endswith("/my/home")
        assert page.title() == "Cauce"
        shown = page.inner_text("main")
        assert "Nos toca a nosotros" in shown
        assert "Rosa" not in shown
        go(page, '.doors a[href="/my/said"]')
        assert "otra vez" in page.inner_text("h1")
        mine.again(page, code)
        assert "Rosa María Xol" in page.inner_text("main")
        go(page, 'a[href="/my/correct"]')
        page.select_option("#about", label="Rosa María Xol")
        page.fill("#said", "Mi apellido se escribe Shol.")
        go(page, GO_ON)
        assert "Mi apellido se escribe Shol." in page.inner_text("main")
        page.go_back()
        page.reload()  # the same form again asks nothing twice
        page.goto("/my/said")
        assert page.inner_text("main").count("Shol") == 1
        page.goto("/my/answer")
        assert page.locator("section.way").count() > 10
        page.goto("/my/routes")
        assert re.search(r"dirá el código \d{4}\. Si no, cuelgue\.", page.inner_text("main"))
        mine.leave(page)
        page.go_back()
        page.reload()
        assert "/my/home" not in page.url


def test_the_first_page_of_a_wrong_code_keeps_the_reference(opens: Opens) -> None:
    with opens(width=PHONE, lang="es") as page:
        page.goto("/")
        go(page, mine.DOOR)
        page.fill("#reference", "QX7-4KM-2T9")
        page.fill("#code", "AAAAA-AAAAA")
        go(page, GO_ON)
        assert page.input_value("#reference") == "QX7-4KM-2T9"
        assert page.locator(".errors a").count() >= 1
        assert page.evaluate("document.querySelector('.errors').id") == "errors"

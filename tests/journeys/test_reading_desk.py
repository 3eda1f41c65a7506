"""A text is pasted, its cards are decided by a person, and the ledger's pages answer differently."""

from typing import Any

from tests.journeys import axe
from tests.journeys.conftest import DESK, PHONE, Opens
from tests.journeys.test_desk_axe import WIDER, _sign_in

TEXT = """Mexican Foreign Minister Elena Prado spoke by telephone with Oscar Zelaya of Honduras in December.

Honduras asked Mexico for forty buses on 3 January 2024. Mexico pledged 5 million pesos to Honduras.
Mexico pledged 7 million dollars to Honduras in 2024.
The two countries signed an agreement on a joint office.
Prado will travel to Tegucigalpa on 20 January 2024.

Critics say the policy has lost its way.
"""


def _read(page: Any, title: str = "Forty buses") -> None:
    page.goto("/office/governments/read")
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
    for name, value in {"giver": "Mexico", "receiver": "Honduras", **answers}.items():
        card.locator(f"[name$=-{name}]").fill(value)
    box = card.locator("[name$=-year_confirmed]")
    if box.count():
        box.check()
    with page.expect_navigation(wait_until="load"):
        card.locator("[data-key=a]").click()
    assert page.locator(".ok").count() == 1, page.locator("#errors").all_inner_texts()


def test_a_text_is_decided_card_by_card_without_script(opens: Opens) -> None:
    with opens(width=DESK, lang="en") as page:
        _sign_in(page, "liaison")
        _read(page, "Decided buses")
        cards = page.locator("section[aria-labelledby=cards] > article")
        assert cards.count() == 6
        assert page.locator(".said mark").count() >= 6
        # The telephone call's year is guessed: not accepted before it is confirmed, and corrected.
        with page.expect_navigation(wait_until="load"):
            _card(page, "contact").locator("[data-key=a]").click()
        assert "The year is guessed" in page.locator("#errors").inner_text()
        _accept(page, "contact", day="2022-12")
        _accept(page, "request", giver="Honduras", receiver="Mexico")
        _accept(page, "commitment")
        with page.expect_navigation(wait_until="load"):
            _card(page, "commitment").locator("[data-key=r]").click()
        assert page.locator("main").inner_text().count("Rejected:") == 1
        page.goto("/office/trays/ledger-drafts")
        assert page.locator("a.row").filter(has_text="Decided buses").count() == 2
        page.goto("/office/governments")
        row = page.locator("main tr").filter(has_text="Honduras").filter(has_text="Mexico").first
        said = row.inner_text()
        assert "2022" in said, said


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

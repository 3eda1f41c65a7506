"""A desk that said which side is its own speaks of our turn and theirs; the public's pages do not."""

from typing import Any
from uuid import uuid4

import pytest

from cauce.base import clock
from cauce.base.refusal import Refused
from cauce.governments import shelves
from cauce.governments.briefs.actions import freeze_brief
from cauce.governments.keeping.actions import name_own_sides, set_next_date, set_owner
from cauce.governments.work import trays, turns
from tests.house.calls import AT
from tests.room.governments.desks import said, visitor, words


def _named(desk: Any, *sides: str) -> None:
    name_own_sides(sides=sides, by=desk.luis, at=AT)


def test_without_it_pages_name_both_sides(desk: Any) -> None:
    home = words(desk.jar.get("/office/governments").content.decode())
    assert "Nobody has said which side is ours" in home
    assert "Government of Guatemala · Government of the United States" in home
    assert "our turn" not in home + said(desk.jar, "requests")
    assert turns.ours(clock.today()) == {}


def test_it_is_said_by_a_form_and_pages_say_whose_turn_is_ours(desk: Any) -> None:
    page = desk.jar.get("/office/governments/own-sides")
    assert 'value="us"' in page.content.decode()
    answer = desk.jar.post("/office/governments/own-sides", {"sides": ["us"], "stamp": ""})
    assert answer.headers["Location"] == "/office/governments?done=own-sides-named#main"
    home = words(desk.jar.get("/office/governments").content.decode())
    assert "This desk works for: Government of the United States" in home
    assert "Government of Guatemala our turn since 11 November 2020" in home
    listed = said(desk.jar, "requests")
    assert "Waiting on us: Government of the United States 4" in listed
    asked = said(desk.jar, "requests/r-tps")
    assert "Whose turn: our turn, Government of the United States" in asked
    with_them = said(desk.jar, "with/gt", other="us")
    assert with_them.startswith("Government of Guatemala ")
    assert "Theirs to us: Government of Guatemala → Government of the United States" in with_them


def test_the_public_reads_both_names_as_before(desk: Any) -> None:
    _named(desk, "us")
    pages = [said(visitor(), path) for path in ("requests", "requests/r-tps", "with/gt")]
    pages.append(words(visitor().get("/governments").content.decode()))
    assert not [page for page in pages if "our turn" in page or " us:" in page]


def test_trays_part_our_turn_from_theirs(desk: Any) -> None:
    for name in ("r-tps", "k-310"):
        set_owner(entry=name, owner=desk.luis, before=None, by=desk.luis, at=AT)
        set_next_date(entry=name, day=AT.date(), before=None, by=desk.luis, at=AT)
    assert _rows() == {"ledger-on-us": [], "ledger-items": ["k-310", "r-tps"]}
    _named(desk, "us")
    assert _rows() == {"ledger-on-us": ["r-tps"], "ledger-items": ["k-310"]}
    _named(desk, "gt")
    assert _rows() == {"ledger-on-us": [], "ledger-items": ["k-310", "r-tps"]}
    assert "their turn" in desk.jar.get("/office/trays/ledger-items").content.decode()


def _rows() -> dict[str, list[str]]:
    found = {t.key: sorted(t.all_rows().values_list("pk", flat=True)) for t in trays.TRAYS}
    return {key: found[key] for key in ("ledger-on-us", "ledger-items")}


@pytest.mark.parametrize(("audience", "says"), [("desk", True), ("incoming", False)])
def test_only_a_brief_of_our_own_desk_says_who_asked(desk: Any, audience: str, says: bool) -> None:
    _named(desk, "us")
    brief = freeze_brief(
        side="gt", office="gt-president", audience=audience, day=AT.date(), by=desk.luis, at=AT
    )
    assert ("asked of us" in said(desk.jar, f"briefs/{brief.pk}")) is says


def test_what_is_no_government_of_the_register_is_no_side(desk: Any) -> None:
    for name in ("nowhere", "giammattei"):
        with pytest.raises(Refused, match="governments that the register knows"):
            _named(desk, name)
    _named(desk, "us")
    _named(desk)
    assert "Nobody has said" in desk.jar.get("/office/governments").content.decode()


def test_a_call_of_theirs_is_one_to_us(desk: Any) -> None:
    _named(desk, "us")
    page = desk.jar.get("/office/governments/log").content.decode()
    called = page[page.index('name="called"') : page.index('name="caller"')]
    assert 'value="us"' not in called
    # Whoever we speak to most stands first.
    assert called.index('value="gt"') < called.index('value="mx"')
    form = {"form_id": uuid4(), "called": "gt", "caller": "gt", "day": "2024-01-12"}
    form |= {"mode": "phone", "title": "They called", "state": "held"}
    assert desk.jar.post("/office/governments/log", form).status_code == 302
    name = f"c-{form['form_id'].hex}"
    entry = next(e for e in shelves.whole()["entries"] if e["id"] == name)
    assert [party["side"] for party in entry["parties"]] == ["gt", "us"]

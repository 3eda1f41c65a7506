"""An entry in another's place, the rule of a clock, a next date: guarded, undone, nothing deleted."""

from datetime import date
from typing import Any

import pytest

from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.governments import desk, shelves
from cauce.governments.actions import load_ledger
from cauce.governments.entries import actions as entries
from cauce.governments.entries.forms_in import RuleIn
from cauce.governments.keeping import actions as keeping
from cauce.governments.settling import actions
from cauce.ledger.clocks import clock
from tests import cast as people
from tests.house.calls import AT
from tests.house.calls.governments import a_request
from tests.room.governments.desks import jar_of, words


@pytest.fixture
def luis() -> Any:
    """The liaison officer, over two tellings of a call and a request."""
    load_ledger(record=a_request(), by=Actor.IMPORT, at=AT)
    return people.enter().luis


def _counted() -> list[str]:
    return [entry.id for entry in desk.ledger(public=False).view().of("contact")]


@pytest.mark.django_db
def test_one_entry_stands_for_another_until_it_is_taken_back(luis: Any) -> None:
    say = {"entry": "call", "other": "told", "by": luis, "at": AT}
    with pytest.raises(Refused, match="Say why"):
        actions.supersede_entry(**say, why="")
    with pytest.raises(Refused, match="of the same kind"):
        actions.supersede_entry(**say | {"other": "asked"}, why="x")
    actions.supersede_entry(**say, why="told better")
    assert _counted() == ["told"]
    with pytest.raises(Refused, match="in its place already"):
        actions.supersede_entry(**say, why="x")
    with pytest.raises(Refused, match="supersedes goes in a circle"):
        actions.supersede_entry(**say | {"entry": "told", "other": "call"}, why="x")
    assert {e["id"] for e in shelves.whole()["entries"]} >= {"call", "told"}
    actions.reinstate_entry(**say)
    assert _counted() == ["call", "told"]
    with pytest.raises(Refused, match="nothing is to be undone"):
        actions.reinstate_entry(**say)


@pytest.mark.django_db
def test_where_the_new_one_is_not_known_the_old_one_stands(luis: Any) -> None:
    actions.supersede_entry(entry="call", other="told", why="x", by=luis, at=AT)
    whole = shelves.whole()
    assert whole == shelves.canonical(whole)
    view = desk.ledger(public=False).view
    assert view(known_on=date(2023, 6, 13)).entries == ()
    load_ledger(record=whole, by=Actor.IMPORT, at=AT)
    assert _counted() == ["told"]
    entries.retract_source(source="readout", why="x", by=luis, at=AT)
    assert _counted() == []


@pytest.mark.django_db
def test_its_page_leads_to_the_one_in_its_place_which_names_it(luis: Any) -> None:
    jar, start = jar_of(luis), "/office/governments"
    assert jar.get(f"{start}/entries/call").status_code == 200
    form = {"other": "told", "why": "told better"}
    assert jar.post(f"{start}/do/supersede/call", form).status_code == 302
    answer = jar.get(f"{start}/entries/call")
    assert (answer.status_code, answer["Location"]) == (302, f"{start}/entries/told")
    page = words(jar.get(answer["Location"]).content.decode())
    assert "stands in the place of: A call" in page
    assert "Let A call count again" in page
    done = jar.post(f"{start}/do/reinstate", {"entry": "call", "other": "told"})
    assert (done.status_code, jar.get(f"{start}/entries/call").status_code) == (302, 200)


@pytest.mark.django_db
def test_a_rule_counts_working_days_from_the_act_it_names(luis: Any) -> None:
    say = {"request": "asked", "by": luis, "at": AT}
    dated = a_request()
    dated["entries"][1]["acts"][0]["date"] = "2023-06-01"
    load_ledger(record=dated, by=Actor.IMPORT, at=AT)
    rule = RuleIn(days=10, country="GT", counted_from="filed", law=True)
    entries.set_clock_rule(rule=rule, before=None, **say)
    found = desk.ledger(public=False).view().get("asked")
    made = clock(found, AT.date())
    assert (made.expected_by, made.basis) == ("2023-06-15", "law")
    assert {"step": "filed", "date": "2023-06-01"} in made.calculation
    with pytest.raises(Refused, match="another rule meanwhile"):
        entries.set_clock_rule(rule=None, before=None, **say)
    with pytest.raises(Refused, match="no working calendar of 'ZZ'"):
        entries.set_clock_rule(rule=RuleIn(days=1, country="ZZ"), before=rule.said(), **say)
    entries.agree_date(day="2023-07-01", agreed_by="", why="x", before=None, **say)
    assert (
        clock(desk.ledger(public=False).view().get("asked"), AT.date()).expected_by == "2023-07-01"
    )
    assert shelves.whole()["entries"][1]["clock"]["rule"] == rule.said()
    entries.set_clock_rule(rule=None, before=rule.said(), **say)
    assert "rule" not in shelves.whole()["entries"][1]["clock"]


@pytest.mark.django_db
def test_a_rule_is_set_on_its_page_and_shown_by_the_clock(luis: Any) -> None:
    jar, path = jar_of(luis), "/office/governments/do/rule/asked"
    assert jar.post(path, {"days": "", "country": "", "law": "law"}).status_code == 422
    assert jar.post(path, {"days": "0"}).status_code == 422
    assert jar.post(path, {"days": "30", "counted_from": "reiterated"}).status_code == 302
    stale = jar.post(path, {"days": "5"})
    assert (stale.status_code, "Somebody else changed this" in stale.content.decode()) == (
        422,
        True,
    )
    assert 'value="30"' in jar.get(path).content.decode()


@pytest.mark.django_db
def test_a_next_date_is_laid_over_nothing_newer(luis: Any) -> None:
    say = {"entry": "asked", "by": luis, "at": AT}
    keeping.set_next_date(day=AT.date(), before=None, **say)
    with pytest.raises(Refused, match="another day meanwhile"):
        keeping.set_next_date(day=date(2024, 3, 1), before=None, **say)
    page = jar_of(luis).post(
        "/office/governments/do/next/asked", {"day": "2030-03-01", "stamp": "x"}
    )
    said = page.content.decode()
    assert (page.status_code, "Now it says:" in said, "You wrote:" in said) == (422, True, True)

"""Whoever applied at two sites is pointed out at both; neither reads a word of the other file."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from cauce.base.actions import open_site
from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.people.lookalikes import actions
from cauce.people.lookalikes.finding import alike_elsewhere
from cauce.people.models import FarLookAlike
from cauce.privacy import actions as privacy
from tests import cast as people
from tests import family as f


@pytest.fixture
def lima(cast: Any) -> Any:
    site = open_site(
        name="Lima", time_zone="America/Lima", opening_hours={}, languages=["es"],
        by=Actor.SETUP, at=cast.at,
    )  # fmt: skip
    rita = people.officer("rita", role=Role.REGISTRAR, site=site)
    return SimpleNamespace(site=site, rita=rita, at=cast.at)


@pytest.fixture
def both(cast: Any, lima: Any) -> Any:
    """María applied in Bogotá, then in Lima; each side of the pair."""
    there, here = (f.family(site, persons=[f.maria()]) for site in (cast, lima))
    actions.look_for_look_alikes(household=here.household, by=Actor.WORKER, at=cast.at)
    return SimpleNamespace(
        first=there,
        second=here,
        bogota=FarLookAlike.objects.at_site(cast.site).get(),
        lima=FarLookAlike.objects.at_site(lima.site).get(),
    )


def _state(row: FarLookAlike) -> str:
    return str(FarLookAlike.objects.itself(row).get().state)


def _browser(officer: Any) -> Client:
    browser = Client(headers={"accept-language": "en"})
    people.sign_in(browser, officer)
    return browser


def _main(browser: Client, row: FarLookAlike) -> str:
    text: str = browser.get(f"/office/elsewhere/{row.pk}").content.decode()
    return text[text.index("<main") : text.index("</main>")]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, ["document", "name_and_birth"]),
        ({"papers": ()}, ["name_and_birth"]),
        ({"birth": "1975-01-01"}, ["document"]),
        ({"birth": "", "papers": ()}, []),
    ],
)
def test_only_what_is_strong_is_told_across_sites(
    cast: Any, lima: Any, change: dict[str, Any], reasons: list[str]
) -> None:
    f.family(cast, persons=[f.maria()])
    second = f.family(lima, persons=[f.maria(**change)])
    found = list(alike_elsewhere(second.household).values())
    assert found == ([reasons] if reasons else [])


def test_two_families_are_one_question(cast: Any, lima: Any) -> None:
    whole = [f.maria(), f.jose()]
    f.family(cast, persons=whole)
    second = f.family(lima, persons=whole)
    assert list(alike_elsewhere(second.household).values()) == [["document", "name_and_birth"]]


def test_each_site_sees_its_own_side_once_however_often_it_is_found(
    cast: Any, lima: Any, both: Any
) -> None:
    for household in (both.first.household, both.second.household):
        actions.look_for_look_alikes(household=household, by=Actor.WORKER, at=cast.at)
    assert FarLookAlike.objects.unscoped("a test").count() == 2
    for officer, own, other in (
        (cast.rosa, both.bogota, both.lima),
        (lima.rita, both.lima, both.bogota),
    ):
        browser = _browser(officer)
        tray = browser.get("/office/trays/look-alikes-elsewhere").content.decode()
        assert (str(own.pk) in tray, str(other.pk) in tray) == (True, False)
        assert browser.get(f"/office/elsewhere/{other.pk}").status_code == 404


def test_nothing_of_the_other_file_is_shown_nor_where_it_lies(
    cast: Any, lima: Any, both: Any
) -> None:
    from cauce.base import codes

    shown = _main(_browser(cast.rosa), both.bogota)
    assert codes.shown(both.first.reference) in shown
    for hidden in (codes.shown(both.second.reference), "Lima", "María", "Pérez"):
        assert hidden not in shown
    file = _browser(cast.rosa).get(f"/office/files/{both.first.pk}").content.decode()
    assert f"/office/elsewhere/{both.bogota.pk}" in file


def test_one_site_asks_and_the_other_answers(cast: Any, lima: Any, both: Any) -> None:
    asking, asked = _browser(lima.rita), _browser(cast.rosa)
    assert asking.post(f"/office/elsewhere/{both.lima.pk}", {"decision": "ask"}).status_code == 302
    assert "Bogotá" not in _main(asking, both.lima), "not before it answers"
    assert "Rita, Lima" in _main(asked, both.bogota)
    nothing = asked.post(f"/office/elsewhere/{both.bogota.pk}", {"decision": "hm"})
    assert nothing.status_code == 422
    asked.post(f"/office/elsewhere/{both.bogota.pk}", {"decision": "same"})
    assert (_state(both.bogota), _state(both.lima)) == ("same", "same")
    assert "the same person" in _main(asking, both.lima)
    assert "Rosa" in _main(asking, both.lima)
    done = Event.objects.filter(verb__endswith="_elsewhere").order_by("id")
    assert [(e.verb, e.officer, e.reason) for e in done] == [
        ("people.ask_elsewhere", lima.rita, ""),
        ("people.answer_elsewhere", cast.rosa, "same"),
    ]


def test_a_site_may_say_nothing_and_be_asked_once_more(cast: Any, lima: Any, both: Any) -> None:
    actions.ask_elsewhere(far=both.lima, by=lima.rita, at=cast.at)
    for row, officer in ((both.lima, lima.rita), (both.bogota, cast.rosa)):
        with pytest.raises(Refused, match="asks already"):
            actions.ask_elsewhere(far=row, by=officer, at=cast.at)
    with pytest.raises(Refused, match="nobody asked"):
        actions.answer_elsewhere(far=both.lima, answer="same", by=lima.rita, at=cast.at)
    actions.answer_elsewhere(far=both.bogota, answer="unsaid", by=cast.rosa, at=cast.at)
    assert (_state(both.bogota), _state(both.lima)) == ("unsaid", "unsaid")
    actions.ask_elsewhere(far=both.bogota, by=cast.rosa, at=cast.at)
    assert (_state(both.bogota), _state(both.lima)) == ("asked", "to_answer")


def test_who_may_not_compare_neither_asks_nor_answers(cast: Any, lima: Any, both: Any) -> None:
    with pytest.raises(Refused):
        actions.ask_elsewhere(far=both.bogota, by=cast.iris, at=cast.at)
    with pytest.raises(Refused):
        actions.ask_elsewhere(far=both.bogota, by=lima.rita, at=cast.at)
    assert "not among your roles" in _main(_browser(cast.iris), both.bogota)


def test_an_erased_file_leaves_no_pair(cast: Any, both: Any) -> None:
    proposal = privacy.propose_erasure(
        household=both.first.household, reason="asked", by=cast.sofia, at=cast.at
    )
    privacy.sign_erasure(erasure=proposal, by=cast.dina, at=cast.at)
    assert not FarLookAlike.objects.unscoped("a test").exists()
    assert alike_elsewhere(both.second.household) == {}

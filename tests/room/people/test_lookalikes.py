"""Persons who may be one are found by tokens, within a site; somebody decides, nothing is joined."""

from typing import Any

import pytest

from cauce.applications.actions import submit
from cauce.applications.submission import Paper, RouteIn
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.people.lookalikes import actions
from cauce.people.lookalikes.finding import alike
from cauce.people.models import LookAlike, Person
from tests import family as f
from tests.house.calls.base import a_site

OTHER_PHONE = (RouteIn(kind="phone", address="+573009999999"),)
NO_PAPER: dict[str, Any] = {"papers": ()}


def _reasons(cast: Any, one: Any, other: Any, **changes: Any) -> list[list[str]]:
    f.family(cast, persons=[one], routes=())
    second = f.family(cast, persons=[other], **{"routes": OTHER_PHONE, **changes})
    return list(alike(second.household).values())


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"given": "Marta", "surname1": "Luna", "surname2": "", "birth": ""}, ["document"]),
        ({"given": "Maria", "surname1": "Peres", "surname2": "", **NO_PAPER}, ["name_and_birth"]),
        ({"surname1": "Nunez", "surname2": "", **NO_PAPER}, ["name_and_birth"]),
        ({"birth": "1989", **NO_PAPER}, ["name_sound"]),
        ({"birth": "", **NO_PAPER}, ["name_sound"]),
        ({"papers": (Paper(kind="id", number="v12345678"),)}, ["document", "name_and_birth"]),
    ],
)
def test_what_looks_alike_is_found_with_the_reason(
    cast: Any, change: dict[str, Any], reasons: list[str]
) -> None:
    assert _reasons(cast, f.maria(), f.maria(**change)) == [reasons]


@pytest.mark.parametrize(
    "change",
    [
        {"given": "Julia", **NO_PAPER},
        {"surname1": "Luna", "surname2": "", **NO_PAPER},
        {"birth": "1975-01-01", **NO_PAPER},
    ],
)
def test_what_does_not_is_not(cast: Any, change: dict[str, Any]) -> None:
    assert _reasons(cast, f.maria(), f.maria(**change)) == []


def test_two_with_one_name_need_the_same_birth(cast: Any) -> None:
    assert _reasons(cast, f.jose(relation=""), f.jose(relation="")) == [["name_and_birth"]]
    Person.objects.unscoped("a test").update(birth_token=None)
    nameless = f.jose(relation="", birth="")
    assert _reasons(cast, nameless, nameless, routes=()) == []


def test_one_way_to_reach_both_is_a_reason(cast: Any) -> None:
    f.family(cast, persons=[f.maria(**NO_PAPER)])
    other = f.family(cast, persons=[f.jose(relation="")])
    assert list(alike(other.household).values()) == [["phone"]]


def test_members_of_one_household_and_other_sites_are_left_alone(cast: Any) -> None:
    twins = [f.maria(), f.maria(relation="sibling")]
    assert alike(f.family(cast, persons=twins).household) == {}
    sent = f.submission(a_site(), persons=[f.maria()])
    elsewhere = f.found(submit(sent=sent, by=Actor.FAMILY, at=cast.at))
    assert alike(elsewhere.household) == {}


def test_a_pair_is_decided_once_and_stays_decided(cast: Any) -> None:
    f.family(cast, persons=[f.maria()])
    household = f.family(cast, persons=[f.maria()]).household
    look = {"household": household, "by": Actor.WORKER, "at": cast.at}
    assert actions.look_for_look_alikes(**look) == 1
    pair = LookAlike.objects.at_site(cast.site).get()
    assert pair.left_id.int < pair.right_id.int
    words = {"look_alike": pair, "by": cast.rosa, "at": cast.at}
    actions.decide_look_alike(same=False, **words)
    with pytest.raises(Refused, match="meanwhile"):
        actions.decide_look_alike(same=True, **words)
    actions.look_for_look_alikes(**look)
    assert LookAlike.objects.at_site(cast.site).get().state == "different"
    actions.reopen_look_alike(**words)
    actions.decide_look_alike(same=True, **words)
    row = LookAlike.objects.at_site(cast.site).get()
    assert (row.state, row.decided_by) == ("same", cast.rosa)


def test_only_who_checks_applications_decides(cast: Any) -> None:
    f.family(cast, persons=[f.maria()])
    household = f.family(cast, persons=[f.maria()]).household
    actions.look_for_look_alikes(household=household, by=Actor.WORKER, at=cast.at)
    pair = LookAlike.objects.at_site(cast.site).get()
    with pytest.raises(Refused):
        actions.decide_look_alike(look_alike=pair, same=True, by=cast.iris, at=cast.at)

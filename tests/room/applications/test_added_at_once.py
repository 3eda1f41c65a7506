"""Two officers, or two tabs, add people to a household at one moment: everyone once, nobody twice."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from cauce.applications.changing import actions
from cauce.applications.corrections import actions as corrections
from cauce.applications.models import Correction
from cauce.applications.submission import PersonIn
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.people import names
from cauce.people.models import Household, Member
from tests import family as f
from tests.room.applications.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def _somebody(number: int) -> PersonIn:
    return replace(f.lucia(), given=f"Lucía {'abcdefgh'[number]}")


def _there(application: Any) -> tuple[list[int], list[str], int]:
    rows = Member.objects.of(household=application.household).select_related("key", "person__key")
    found = names.by_number(rows.order_by("number"))
    size = Household.objects.itself(application.household).get().size
    return list(found), list(found.values()), size


def test_eight_people_added_at_once_are_eight(cast: Any) -> None:
    application = f.family(cast, persons=[f.maria()])
    words = {"application": application, "by": cast.rosa, "at": cast.at}
    done, refused = at_once(
        HANDS, lambda n: actions.add_member(person=_somebody(n), **words).number
    )
    assert refused == []
    assert sorted(done) == list(range(1, HANDS + 1))
    numbers, called, size = _there(application)
    assert numbers == list(range(HANDS + 1))
    assert len(set(called)) == size == HANDS + 1
    assert {name for name in called if "Lucía" in name} == {
        names.full(vars(_somebody(n))) for n in range(HANDS)
    }


def test_one_page_sent_many_times_at_once_adds_one(cast: Any) -> None:
    application = f.family(cast, persons=[f.maria()])
    words = {"application": application, "by": cast.rosa, "at": cast.at}
    done, refused = at_once(
        HANDS, lambda _n: actions.add_member(person=f.lucia(), number=1, **words).number
    )
    assert done == [1]
    # Each of the others is told the same: look at the list. Nobody met an error of the database.
    assert len(refused) == HANDS - 1
    assert len(set(refused)) == 1
    assert _there(application)[0] == [0, 1]
    assert _there(application)[2] == 2


def test_a_page_from_before_somebody_else_was_added_says_so(cast: Any) -> None:
    application = f.family(cast, persons=[f.maria()])
    words = {"application": application, "by": cast.rosa, "at": cast.at}
    actions.add_member(person=f.lucia(), number=1, **words)
    with pytest.raises(Refused, match="meanwhile"):
        actions.add_member(person=f.jose(), number=1, **words)
    assert actions.add_member(person=f.jose(), number=2, **words).number == 2


def test_a_family_that_asks_from_two_tabs_at_once_asks_what_it_sent(cast: Any) -> None:
    application = f.family(cast, persons=[f.maria()])
    forms = [uuid4(), uuid4()]

    def ask(hand: int) -> Any:
        said = {"said": f"Add a person: Lucía {hand % 2}", "fact": "somebody new", "about": None}
        form = forms[hand % 2]
        return corrections.ask_correction(
            application=application, form_id=form, by=Actor.FAMILY, at=cast.at, **said
        ).pk

    done, refused = at_once(HANDS, ask)
    assert refused == []
    assert len(done) == HANDS
    rows = Correction.objects.of(application=application).select_related("key")
    assert sorted(envelopes.read(row, "sealed")["said"] for row in rows) == [
        "Add a person: Lucía 0",
        "Add a person: Lucía 1",
    ]

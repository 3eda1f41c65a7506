"""A file that was sent changes by statements and corrections; what stood before stays readable."""

from typing import Any

import pytest

from cauce.applications import actions, screening
from cauce.applications.consents import PURPOSES
from cauce.applications.models import Application
from cauce.applications.submission import RouteIn
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.packs import pack
from cauce.people import facts
from cauce.people.keeping import ChangedMeanwhile
from cauce.people.models import Consent, ContactRoute, Household, Member
from tests import cast as people
from tests import family as f
from tests.room.applications.threads import at_once

BOOLS = [k for k, x in pack().facts_of("person").items() if x.type.kind == "bool"]
OPEN = next(k for k in BOOLS if not pack().facts_of("person")[k].protective)
HIDDEN = next(k for k, x in pack().facts_of("person").items() if x.asked == "interview")
BIRTH = pack().facts[pack().relations.birth].key


def _members(application: Application) -> list[Member]:
    return screening.members_of(application)


def _state(cast: Any, application: Application, key: str, value: Any, **words: Any) -> None:
    member = words.pop("member", None) or _members(application)[0]
    said = facts.statement(value=value, source=words.pop("source", facts.OFFICER), at=cast.at)
    words = {"by": cast.rosa, "at": cast.at, **words}
    actions.state_facts(application=application, member=member, statements={key: said}, **words)


def _said(application: Application, key: str) -> list[Any]:
    return screening.facts_of(_members(application)[0]).get(key, [])


def test_what_was_said_before_stays(cast: Any) -> None:
    application = f.family(cast)
    _state(cast, application, OPEN, True)
    _state(cast, application, OPEN, False, by=cast.iris)
    assert [(s["value"], s["by"]) for s in _said(application, OPEN)] == [
        (True, str(cast.rosa.pk)),
        (False, str(cast.iris.pk)),
    ]
    assert facts.contradicted(screening.facts_of(_members(application)[0])) == [OPEN]


def test_a_statement_is_of_whoever_states_it(cast: Any) -> None:
    application = f.family(cast)
    said = facts.statement(value=True, source=facts.INTERVIEW, at=cast.at, by=str(cast.sofia.pk))
    actions.state_facts(
        application=application,
        member=_members(application)[0],
        statements={OPEN: said},
        by=Actor.FAMILY,
        at=cast.at,
    )
    (kept,) = _said(application, OPEN)
    assert (kept["by"], kept["source"]) == ("", facts.FORM)


def test_the_family_adds_but_does_not_overwrite(cast: Any) -> None:
    application = f.family(cast)
    _state(cast, application, OPEN, True, by=Actor.FAMILY)
    with pytest.raises(Refused, match="answered this already"):
        _state(cast, application, OPEN, False, by=Actor.FAMILY)
    with pytest.raises(Refused, match="interview only"):
        _state(cast, application, HIDDEN, None, by=Actor.FAMILY)


def test_a_stale_page_is_told_what_stands_there_now(cast: Any) -> None:
    application = f.family(cast)
    _state(cast, application, OPEN, True)
    with pytest.raises(ChangedMeanwhile) as refused:
        _state(cast, application, OPEN, False, seen={OPEN: 0})
    assert refused.value.now[OPEN]["value"] is True
    _state(cast, application, OPEN, False, seen={OPEN: 1})


def test_an_answer_that_does_not_fit_is_refused(cast: Any) -> None:
    application = f.family(cast)
    with pytest.raises(Refused, match="does not fit"):
        _state(cast, application, OPEN, "perhaps")
    with pytest.raises(Refused, match="do not ask this"):
        _state(cast, application, "shoe_size", 41)


def test_a_birth_date_that_is_stated_goes_to_the_person_too(cast: Any) -> None:
    application = f.family(cast)
    before = _members(application)[0].person.birth_token
    _state(cast, application, BIRTH, "1987-03-14")
    person = _members(application)[0].person
    assert (person.birth_year, envelopes.read(person, "sealed")["birth"]) == (1987, "1987-03-14")
    assert bytes(person.birth_token) != bytes(before)


def test_names_are_put_right_and_the_old_ones_stay(cast: Any) -> None:
    application = f.family(cast)
    member = _members(application)[0]
    words = {"application": application, "member": member, "by": cast.rosa, "at": cast.at}
    old = bytes(member.person.surname_token)
    actions.correct_person(
        content={"surname1": "Peralta", "birth": "1987"}, why="passport", **words
    )
    person = _members(application)[0].person
    content = envelopes.read(person, "sealed")
    assert (content["surname1"], content["history"][0]["was"]) == ("Peralta", "Pérez")
    assert bytes(person.surname_token) != old
    assert _said(application, BIRTH)[-1]["value"] == "1987"
    with pytest.raises(ChangedMeanwhile):
        actions.correct_person(
            content={"surname1": "Pérez"}, before={"surname1": "Pérez"}, why="x", **words
        )
    with pytest.raises(Refused, match="year is enough"):
        actions.correct_person(content={"birth": "one day"}, why="x", **words)


def test_members_come_leave_and_come_back(cast: Any) -> None:
    application = f.family(cast, persons=[f.maria(), f.jose()])
    words = {"application": application, "by": cast.rosa, "at": cast.at}
    lucia = actions.add_member(person=f.lucia(), **words)
    assert lucia.number == 2
    actions.member_left(member=_members(application)[1], why="moved away", **words)
    assert [m.number for m in _members(application)] == [0, 2]
    row = actions.rescreen(why="asked", **words)
    assert screening.content(row)["persons"] == [0, 2]
    gone = Member.objects.of(household=application.household).get(number=1)
    assert envelopes.read(gone, "sealed_sensitive")["left"]["why"] == "moved away"
    actions.member_returned(member=gone, **words)
    assert Household.objects.itself(application.household).get().size == 3
    with pytest.raises(Refused, match="main applicant cannot leave"):
        actions.member_left(member=_members(application)[0], **words)


def test_consent_is_taken_back_but_not_what_the_work_rests_on(cast: Any) -> None:
    application = f.family(cast)
    free = next(p for p in PURPOSES if not p.necessary)
    bound = next(p for p in PURPOSES if p.necessary)
    words = {"application": application, "given": False, "by": Actor.FAMILY, "at": cast.at}
    actions.set_consent(purpose=free.purpose, recipient=free.recipient, **words)
    rows = Consent.objects.of(household=application.household).filter(
        purpose=free.purpose, recipient=free.recipient
    )
    assert sorted(row.given for row in rows) == [False, True]
    with pytest.raises(Refused, match="withdraw the application"):
        actions.set_consent(purpose=bound.purpose, recipient=bound.recipient, **words)


def test_ways_are_added_changed_and_closed_for_good(cast: Any) -> None:
    application = f.family(cast)
    words = {"application": application, "by": Actor.FAMILY, "at": cast.at}
    added = actions.add_route(route=RouteIn(kind="email", address="m@example.org"), **words)
    assert added.number == 1
    safe = RouteIn(kind="email", address="m@example.org", neutral_only=False, whose="sister")
    actions.change_route(route=added, safe=safe, **words)
    row = ContactRoute.objects.itself(added).select_related("key").get()
    assert (row.neutral_only, envelopes.read(row, "sealed")["whose"]) == (False, "sister")
    actions.close_route(route=row, **words)
    with pytest.raises(Refused):
        actions.close_route(route=row, **words)
    assert ContactRoute.objects.itself(added).get().token is None


def test_nothing_is_changed_after_the_end(cast: Any) -> None:
    application = f.family(cast)
    actions.withdraw(application=application, by=Actor.FAMILY, at=cast.at)
    with pytest.raises(Refused, match="withdrawn or closed"):
        _state(cast, application, OPEN, True)


@pytest.mark.django_db(transaction=True)
def test_sixteen_statements_at_once_lose_none() -> None:
    cast = people.enter()
    application = f.family(cast)
    done, refused = at_once(16, lambda n: _state(cast, application, OPEN, n % 2 == 0))
    assert (len(done), refused) == (16, [])
    assert len(_said(application, OPEN)) == 16

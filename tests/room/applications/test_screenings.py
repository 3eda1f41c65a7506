"""Screenings are kept as they were said: compared, explained in the words of *Could I?*, made anew."""

from datetime import timedelta
from typing import Any

import pytest

from cauce.applications import actions, kept, screening
from cauce.applications.models import Application, Screening
from cauce.base.actors import Actor
from cauce.base.refusal import Refused
from cauce.eligibility import case_from, words
from cauce.eligibility.screen import screen
from cauce.packs import pack
from cauce.people import facts
from cauce.people.names import by_number
from tests import cast as people
from tests import family as f
from tests.room.applications.threads import at_once

WORKED = [f"W{number:02}" for number in range(1, 26)]


def _first(application: Application) -> Screening:
    rows = Screening.objects.of(application=application).select_related("key")
    found: Screening = rows.get(number=1)
    return found


def _worked(cast: Any, name: str) -> Application:
    sent, _data = f.worked(cast.site, name)
    return f.family(cast, persons=sent.persons, answers=sent.answers)


@pytest.mark.parametrize("name", WORKED)
def test_every_worked_person_gets_the_words_of_the_rules(cast: Any, name: str) -> None:
    application = _worked(cast, name)
    _sent, data = f.worked(cast.site, name)
    case = {key: value for key, value in data.items() if key != "expected"}
    expected = screen(pack(), case_from(pack(), {**case, "on": "2024-01-12", "id": "application"}))
    assert screening.result(_first(application)) == expected
    found = {way.id: way for way in screening.explained(_first(application), "es", own=True)}
    for word in ("eligible", "undetermined", "not_eligible", "closed"):
        assert {i for i, way in found.items() if way.word == word} == set(expected[word])
    for pathway, criteria in expected["not_eligible"].items():
        assert [reason.id for reason in found[pathway].reasons] == criteria


@pytest.mark.parametrize("name", ["W02", "W05"])
def test_the_same_words_as_on_the_public_page(cast: Any, name: str) -> None:
    from cauce.questions.answers import Answers
    from cauce.website.results import Result

    application = _worked(cast, name)
    data = screening.case_of(application, _first(application).on)
    answers = Answers(on=data["on"], household=data["household"], persons=data["persons"])
    public = {way.id: way for way in Result(pack(), answers, b"0" * 32, "es", 0).ways}
    for way in screening.explained(_first(application), "es", protected=True):
        other = public[way.id]
        assert (way.word, way.title, way.points) == (other.word, other.title, other.points)
        assert [r.reason for r in way.reasons] == [r.reason for r in other.reasons]
        assert [r.rule for r in way.reasons] == [r.rule for r in other.reasons]
        assert [m.word for m in way.members] == [m.word for m in other.members]


def test_what_only_an_interview_asks_is_hidden_and_said_to_be(cast: Any) -> None:
    application = _worked(cast, "W05")
    hidden_labels = {
        words(pack(), "es").fact(fact.name, "label")
        for fact in pack().facts.values()
        if fact.protective or fact.asked != "public"
    }

    def seen(*, protected: bool) -> tuple[set[str], int]:
        ways = screening.explained(_first(application), "es", protected=protected)
        found = [finding for way in ways for finding in way.findings]
        labels = {label for finding in found for label, _text in finding.said}
        return labels, sum(finding.hidden for finding in found)

    labels, hidden = seen(protected=False)
    assert not labels & hidden_labels
    assert hidden
    labels, hidden = seen(protected=True)
    assert labels & hidden_labels
    assert not hidden


def test_members_are_called_by_their_names(cast: Any) -> None:
    application = _worked(cast, "W02")
    names = by_number(screening.members_of(application))
    ways = screening.explained(_first(application), "en", names=names)
    called = {member.who for way in ways for member in way.members}
    assert called <= set(names.values())
    assert called


def test_what_is_missing_is_named_with_whose_it_is(cast: Any) -> None:
    application = f.family(cast)
    missing = [m for way in screening.explained(_first(application), "es") for m in way.missing]
    assert {m.kind for m in missing} >= {"ask"}
    assert all(m.text and m.fact in pack().facts for m in missing if m.kind != "office")
    assert {m.member for m in missing} <= {None, 0, 1, 2}


def test_a_newer_screening_shows_the_difference_and_decides_nothing(cast: Any) -> None:
    application = _worked(cast, "W02")
    before = _first(application)
    name, row = next((n, a) for n, a in kept.content(before)["pathways"].items() if "members" in a)
    member = screening.members_of(application)[0]
    said = {
        key: facts.statement(value=None, how=facts.UNKNOWN, source=facts.OFFICER, at=cast.at)
        for key in screening.facts_of(member)
        if not key.startswith("birth")
    }
    words_ = {"application": application, "by": cast.rosa, "at": cast.at}
    actions.state_facts(member=member, statements=said, **words_)
    after = screening.rescreen(why="corrected", **words_)
    assert (after.number, after.why, application.state) == (2, "corrected", "received")
    found = {d.pathway: d for d in screening.compare(before, after) if d.member is None}
    assert found[name].before == row["word"]
    assert found[name].after != row["word"]
    assert screening.compare(after, after) == []
    assert kept.content(_first(application)) == kept.content(before)


def test_who_left_is_compared_by_their_own_number(cast: Any) -> None:
    application = _worked(cast, "W02")
    before = _first(application)
    members = screening.members_of(application)
    words_ = {"application": application, "by": cast.rosa, "at": cast.at}
    actions.member_left(member=members[1], **words_)
    found = screening.compare(before, screening.rescreen(why="asked", **words_))
    gone = [d for d in found if d.member == 1]
    assert gone
    assert {d.after for d in gone} == {""}


def test_the_day_it_was_filed_still_counts_later(cast: Any) -> None:
    application = f.family(cast)
    later = cast.at + timedelta(days=400)
    row = screening.rescreen(application=application, why="asked", by=cast.rosa, at=later)
    assert str(row.on) == "2025-02-15"
    numbers, answers = screening.screened_on(application, row.on)
    assert kept.content(row)["persons"] == numbers
    assert row.outcomes == {name: a["word"] for name, a in answers["pathways"].items()}


def test_one_without_the_right_screens_nothing(cast: Any) -> None:
    with pytest.raises(Refused):
        screening.rescreen(application=f.family(cast), why="asked", by=cast.luis, at=cast.at)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_numbers_of_their_own_or_a_sentence() -> None:
    cast = people.enter()
    application = f.family(cast, persons=[f.maria()])
    done, refused = at_once(
        8,
        lambda _n: (
            screening.rescreen(
                application=application, why="asked", by=Actor.WORKER, at=cast.at
            ).number
        ),
    )
    assert len(done) == len(set(done)) >= 1
    assert len(done) + len(refused) == 8


def test_somebody_else_as_main_applicant(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    application = _worked(cast, "W02")
    row = _first(application)
    (expected,) = screening.result(row)["as_principal"]
    found = screening.explained(row, "es", principal=1)
    words_ = {way.id: way.word for way in found}
    assert {name for name, word in words_.items() if word == "eligible"} == set(
        expected["eligible"]
    )
    assert len(words_) == len(pack().pathways)
    row.law = "another"
    assert screening.explained(row, "es", principal=1) == []
    assert screening.result(row)["as_principal"] == []

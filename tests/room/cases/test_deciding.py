"""On what a decision rests: findings of a fresh screening, a letter that was read, a text that exists."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cauce.applications import screening
from cauce.base import envelopes
from cauce.base.refusal import Refused
from cauce.cases import actions
from cauce.cases.decisions.actions import answer_discretion, decide
from cauce.cases.decisions.making import make
from cauce.cases.models import Case, Decision
from cauce.notices import letters
from cauce.notices.models import Notice
from cauce.people.models import Household
from tests import casework
from tests.casework import LATER

pytestmark = pytest.mark.django_db


def _decide(case: Any, proposal: Any, cast: Any, *, at: Any = LATER, read: str = "") -> Decision:
    read = read or make(case, proposal, at).letter.digest.hex()
    return decide(case=case, proposal=proposal, previewed=read, by=cast.ivan, at=at)


@pytest.mark.parametrize(
    ("outcome", "state"), [("refer", "to_refer"), ("not_now", "decided"), ("wait", "waiting")]
)
def test_each_outcome_leads_on(cast: Any, outcome: str, state: str) -> None:
    decision = casework.decided(cast, outcome)
    case = Case.objects.itself(decision.case).get()
    assert (case.state, case.owner) == (state, None)
    assert case.due_at > LATER


def test_the_letter_is_the_one_that_was_read(cast: Any) -> None:
    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    letter = make(case, proposal, LATER).letter
    decision = _decide(case, proposal, cast)
    notice = Notice.objects.unscoped("a test").get(letter_id=decision.pk)
    kept = envelopes.read(notice, "sealed")
    assert letters.canonical(subject=kept["subject"], body=kept["body"]) == letter.canonical
    assert bytes(notice.digest) == bytes(decision.digest) == letter.digest
    frozen = envelopes.read(decision, "sealed")
    assert frozen["letter"]["text"] == letter.canonical


def test_another_letter_than_the_one_read_is_not_sent(cast: Any) -> None:
    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    read = make(case, proposal, LATER).letter.digest.hex()
    with pytest.raises(Refused, match="not the one you read"):
        _decide(case, replace(proposal, words="Otra cosa."), cast, read=read)
    assert not Notice.objects.unscoped("a test").filter(kind="decision").exists()
    assert Case.objects.itself(case).get().state == "to_decide"


def test_the_record_is_frozen_with_facts_findings_and_grounds(cast: Any) -> None:
    decision = casework.decided(cast)
    frozen = envelopes.read(decision, "sealed")
    assert frozen["grounds"]
    assert frozen["reasons"] == "The papers were seen."
    assert frozen["findings"][decision.pathways[0]]["word"] == "eligible"
    statements = frozen["facts"]["members"][0]["facts"]
    assert statements
    assert all({"value", "how", "source", "at"} <= s.keys() for s in statements.values())
    assert (decision.law, decision.words) == (decision.screening.law, decision.screening.words)


def test_a_fact_that_came_later_makes_the_screening_stale(cast: Any) -> None:
    from cauce.applications.changing.actions import state_facts
    from cauce.packs import pack
    from cauce.people import facts

    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    member = screening.members_of(case.application)[0]
    birth = pack().facts[pack().relations.birth].key
    child = facts.statement(value="2015-01-01", source=facts.OFFICER, at=LATER)
    words = {"application": case.application, "by": cast.ivan, "at": LATER}
    state_facts(member=member, statements={birth: child}, **words)
    with pytest.raises(Refused, match="Screen again"):
        _decide(case, proposal, cast)
    screening.rescreen(why="asked", **words)
    with pytest.raises(Refused):
        _decide(case, proposal, cast)


def test_other_rules_make_the_screening_stale(cast: Any) -> None:
    from cauce.applications.models import Screening

    case = casework.to_decide(cast)
    rows = Screening.objects.of(application=case.application)
    rows.update(law="0" * 64)
    with pytest.raises(Refused, match="rules changed"):
        _decide(case, casework.proposal(case), cast)


def test_a_pathway_that_closed_since_makes_it_stale(cast: Any) -> None:
    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    with pytest.raises(Refused, match="Screen again"):
        _decide(case, proposal, cast, at=LATER + timedelta(days=1500))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"outcome": "perhaps"}, "Choose what you decide"),
        ({"grounds": []}, "at least one finding"),
        ({"grounds": ["NOWHERE/NOTHING/0"]}, "no finding of the newest screening"),
        ({"pathways": []}, "Choose to which pathways"),
        ({"pathways": ["NOWHERE"]}, "only where the rules say so"),
        ({"outcome": "not_now"}, "rests on rules that are not met"),
        ({"outcome": "wait"}, "rests on rules for which a fact is missing"),
    ],
)
def test_what_does_not_hold_is_refused(cast: Any, changes: Any, says: str) -> None:
    case = casework.to_decide(cast)
    with pytest.raises(Refused, match=says):
        _decide(case, replace(casework.proposal(case), **changes), cast)
    assert not Decision.objects.unscoped("a test").exists()


def test_not_now_against_the_rules_needs_reasons(cast: Any) -> None:
    case = casework.to_decide(cast)
    proposal = replace(casework.proposal(case, "not_now"), reasons=" ")
    with pytest.raises(Refused, match="Write why you decide otherwise"):
        _decide(case, proposal, cast)


def test_what_the_rules_leave_to_a_person_must_be_answered(cast: Any) -> None:
    case = casework.to_decide(cast, "W12")
    proposal = casework.proposal(case)
    assert proposal.discretion, "this worked person meets a question of discretion"
    with pytest.raises(Refused, match="Answer each question"):
        _decide(case, replace(proposal, discretion={}), cast)
    frozen = envelopes.read(_decide(case, proposal, cast), "sealed")
    assert frozen["discretion"].keys() == proposal.discretion.keys()


def test_a_language_without_a_text_is_refused_and_says_who_writes_it(cast: Any) -> None:
    case = casework.to_decide(cast)
    Household.objects.itself(case.application.household).update(language="kek")
    case.application.household.refresh_from_db()
    with pytest.raises(Refused, match=r"no text of this letter.*decision\.kek\.txt"):
        _decide(case, casework.proposal(case), cast)
    assert Case.objects.itself(case).get().state == "to_decide"


def test_nothing_that_only_an_interview_asks_stands_in_a_letter(cast: Any) -> None:
    from cauce.cases.decisions import grounds, standing
    from cauce.cases.letter import fact_named
    from cauce.eligibility import words
    from cauce.packs import pack

    case = casework.to_decide(cast)
    every = grounds.grounds_of(standing.newest(case).content).values()
    hidden = {
        name
        for ground in every
        for name in ground.facts
        if (fact := fact_named(pack(), name)).asked != "public" or fact.protective
    }
    assert hidden
    failing = [g.id for g in every if g.value == "false" and g.person == 0]
    proposal = casework.proposal(case, "not_now", grounds=failing)
    letter = make(case, proposal, LATER).letter
    spoken = words(pack(), "es")
    for name in hidden:
        assert f"{spoken.fact(fact_named(pack(), name).name, 'label')}:" not in letter.body


def test_an_officers_answer_carries_their_name(cast: Any) -> None:
    from cauce.packs import pack
    from cauce.people import keeping

    case = casework.to_decide(cast)
    member = screening.members_of(case.application)[0]
    key = next(f.key for f in pack().facts.values() if f.asked == "office")
    words = {"case": case, "member": member, "by": cast.ivan, "at": LATER}
    with pytest.raises(Refused, match="no question that is left"):
        answer_discretion(key="nothing", value=True, why="seen", **words)
    with pytest.raises(Refused, match="Write why"):
        answer_discretion(key=key, value=True, why="", **words)
    answer_discretion(key=key, value=True, why="seen", **words)
    said = keeping.everything_said(keeping.locked(member))[key][-1]
    assert (said["by"], said["why"], said["source"]) == (str(cast.ivan.pk), "seen", "officer")


def test_a_family_that_withdrew_is_not_decided(cast: Any) -> None:
    from cauce.applications.withdrawal.actions import withdraw
    from cauce.base.actors import Actor

    case = casework.to_decide(cast)
    proposal = casework.proposal(case)
    withdraw(application=case.application, by=Actor.FAMILY, at=LATER)
    with pytest.raises(Refused, match="withdrew"):
        _decide(case, proposal, cast)
    with pytest.raises(Refused, match="take its withdrawal back"):
        actions.close_case(case=case, why="gone", by=cast.sofia, at=LATER)


def test_the_letters_day_is_the_sites_day(cast: Any) -> None:
    case = casework.to_decide(cast)
    night = datetime(2024, 1, 13, 4, 30, tzinfo=UTC)  # 23:30 of the day before, at the site
    body = make(case, casework.proposal(case), night).letter.body
    assert "12 de enero de 2024" in body
    assert "hasta el 11 de febrero de 2024" in body

"""A referral: only where the decision, the family and the organisation allow it, with a clock of its own."""

from datetime import timedelta
from typing import Any

import pytest

from cauce.base import envelopes
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.cases import actions
from cauce.cases.models import Case, Referral
from cauce.cases.referrals.actions import (
    record_referral_answer,
    refer,
    still_waiting_for_partner,
)
from cauce.notices.models import Notice
from cauce.partners.actions import end_organisation
from cauce.people.models import Consent
from tests import casework
from tests.casework import LATER

pytestmark = pytest.mark.django_db


def _refer(cast: Any, **changes: Any) -> Referral:
    decision = changes.pop("decision", None) or casework.decided(cast)
    there = changes.pop("organisation", None) or casework.organisation(cast)
    words = {"pathway": decision.pathways[0], "by": cast.sofia, "at": LATER}
    return refer(decision=decision, organisation=there, **(words | changes))


def test_the_clock_is_the_organisations(cast: Any) -> None:
    referral = _refer(cast, organisation=casework.organisation(cast, answers_within=12))
    assert referral.due_at == LATER + timedelta(days=12)
    assert Case.objects.itself(referral.case).get().state == "decided"
    assert Notice.objects.unscoped("a test").filter(kind="referral_sent").count() == 1
    event = Event.objects.get(verb="cases.refer")
    assert event.body["to"] == str(referral.organisation_id)


def test_without_the_familys_yes_nothing_goes(cast: Any) -> None:
    decision = casework.decided(cast)
    there = casework.organisation(cast)
    household = decision.case.application.household
    words = {"household": household, "purpose": "refer", "given": False, "at": LATER}
    Consent.objects.create(recipient="organisations", **words)
    with pytest.raises(Refused, match="did not agree"):
        _refer(cast, decision=decision, organisation=there)
    Consent.objects.create(recipient=there.recipient, **(words | {"given": True}))
    assert _refer(cast, decision=decision, organisation=there).state == "waiting"


def test_only_what_the_decision_names_and_only_once(cast: Any) -> None:
    referral = _refer(cast)
    words = {"decision": referral.decision, "organisation": referral.organisation}
    with pytest.raises(Refused, match="does not name"):
        _refer(cast, **words, pathway="NOWHERE")
    with pytest.raises(Refused, match="already"):
        _refer(cast, **words)


def test_an_organisation_that_ended_takes_nobody(cast: Any) -> None:
    there = casework.organisation(cast)
    end_organisation(organisation=there, by=cast.dina, at=LATER)
    with pytest.raises(Refused, match="takes no referrals now"):
        _refer(cast, organisation=there)


def test_accepted_keeps_its_clock_and_declined_brings_the_case_back(cast: Any) -> None:
    referral = _refer(cast)
    later = LATER + timedelta(days=20)
    words = {"referral": referral, "by": cast.sofia}
    record_referral_answer(state="accepted", answer="", at=later, **words)
    assert referral.due_at == later + timedelta(days=30)
    still_waiting_for_partner(answer="A date in May.", at=later + timedelta(days=30), **words)
    assert referral.since == later + timedelta(days=30)
    with pytest.raises(Refused, match="still has this case"):
        actions.close_case(case=referral.case, why="x", by=cast.sofia, at=later)
    record_referral_answer(state="declined", answer="No hay lugar.", at=later, **words)
    assert Case.objects.itself(referral.case).get().state == "to_refer"
    kept = envelopes.read(Referral.objects.itself(referral).get(), "sealed")
    assert [each["text"] for each in kept["answers"]] == ["", "A date in May.", "No hay lugar."]
    with pytest.raises(Refused):
        record_referral_answer(state="accepted", answer="", at=later, **words)


def test_a_closed_case_can_be_opened_again(cast: Any) -> None:
    from cauce.applications.models import Application

    case = casework.decided(cast, "not_now").case
    actions.close_case(case=case, why="Nothing is open.", by=cast.sofia, at=LATER)
    application = Application.objects.itself(case.application)
    assert application.get().state == "closed"
    words = {"case": case, "by": cast.sofia, "at": LATER}
    actions.reopen_case(interview=True, why="A new paper.", **words)
    assert (case.state, application.get().state) == ("to_interview", "in_case")

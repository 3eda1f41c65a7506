"""Sending an application: whole or not at all, once, sealed, answered at once."""

from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cauce.applications import access_codes, actions, screening
from cauce.applications.drafts import actions as drafts
from cauce.applications.models import Application, Document, Draft, Screening
from cauce.applications.submission import PersonIn, RouteIn
from cauce.base import envelopes
from cauce.base.actors import Actor
from cauce.base.models import Event, Outbox, Site, SubjectKey
from cauce.base.refusal import Refused
from cauce.eligibility import case_from
from cauce.eligibility.screen import screen
from cauce.packs import pack
from cauce.people.models import Consent, ContactRoute, Household, Member, Person
from tests import family as f

TABLES = (Household, Person, Member, Consent, ContactRoute, Application, Screening)


def _counts() -> dict[str, int]:
    guarded = {model.__name__: model.objects.unscoped("a test").count() for model in TABLES}
    return {**guarded, "SubjectKey": SubjectKey.objects.exclude(kind="house").count()}


def _send(cast: Any, **changes: Any) -> Any:
    sent = f.submission(changes.pop("site", cast.site), **changes)
    return actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at)


def test_a_household_is_filed_whole(cast: Any) -> None:
    receipt = _send(cast)
    assert _counts() == {
        "Household": 1, "Person": 3, "Member": 3, "Consent": 6, "ContactRoute": 1,
        "Application": 1, "Screening": 1, "SubjectKey": 4,
    }  # fmt: skip
    application = f.found(receipt)
    assert access_codes.fits(receipt.code, application.code_digest)
    assert envelopes.read(application, "sealed")["call_code"] == receipt.call_code
    assert len(receipt.call_code) == 4
    assert receipt.first
    assert Outbox.objects.get(kind=actions.RECEIVED).body == {"application": str(application.pk)}
    event = Event.objects.get(verb="applications.submit")
    assert event.subject == application.key_id


def test_names_lie_sealed_under_the_persons_own_key(cast: Any) -> None:
    application = f.family(cast)
    member = screening.members_of(application)[0]
    assert envelopes.read(member.person, "sealed")["surname2"] == "Núñez"
    assert member.person.birth_year == 1988
    assert (member.key_id, member.relation) == (member.person.key_id, pack().relations.principal)
    said = screening.facts_of(member)
    birth = said[pack().facts[pack().relations.birth].key][-1]
    assert (birth["value"], birth["source"], birth["by"]) == ("1988-03-14", "form", "")


def test_what_protects_somebody_lies_in_an_envelope_of_its_own(cast: Any) -> None:
    hidden = next(n for n, fact in pack().facts_of("person").items() if fact.protective)
    application = f.family(cast, persons=[f.maria(answers=f.said(**{hidden: True}))])
    member = screening.members_of(application)[0]
    assert hidden not in envelopes.read(member, "sealed")["facts"]
    assert envelopes.read(member, "sealed_sensitive")["facts"][hidden][0]["value"] is True


@pytest.mark.parametrize("name", ["W01", "W05", "W14", "W22"])
def test_the_answer_is_the_one_the_rules_give(cast: Any, name: str) -> None:
    sent, data = f.worked(cast.site, name)
    application = f.family(cast, persons=sent.persons, answers=sent.answers)
    row = Screening.objects.of(application=application).get()
    case = {**data, "on": str(row.on), "id": "application"}
    case.pop("expected")
    expected = screen(pack(), case_from(pack(), case))
    assert screening.result(row) == expected
    assert (row.law, row.words, row.why, row.number) == (pack().law, pack().words, "sent", 1)
    assert row.outcomes.keys() == pack().pathways.keys()


def test_a_form_that_came_before_gets_its_first_receipt(cast: Any) -> None:
    sent = f.submission(cast.site)
    first = actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at)
    before = _counts()
    again = actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at)
    assert (again.reference, again.call_code) == (first.reference, first.call_code)
    assert (again.first, again.code) == (False, "")
    assert _counts() == before


def test_a_reference_that_is_taken_is_not_given_twice(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = f.family(cast).reference
    fresh = iter([taken, taken, "22222222Z"])
    monkeypatch.setattr(actions.codes, "new_reference", lambda: next(fresh))
    assert _send(cast).reference == "22222222Z"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"persons": []}, "Nobody is named"),
        ({"persons": [f.maria(given=" ")]}, "no name"),
        ({"persons": [f.maria(relation="spouse")]}, "Put that person first"),
        ({"persons": [f.maria(), f.jose(relation="principal")]}, "Two people"),
        ({"persons": [f.maria(), f.jose(relation="neighbour")]}, "choose from the list"),
        ({"persons": [f.maria(), f.lucia(birth="1970")]}, "who is whose child"),
        ({"persons": [f.maria(), f.jose(relation="grandparent", birth="2020-05")]}, "whose child"),
        ({"persons": [f.maria(birth="2031-01-01")]}, "does not fit|cannot be right"),
        ({"persons": [f.maria(answers=f.said(marital_status="merry"))]}, "does not fit"),
        ({"consents": f.YES[1:]}, "necessary"),
        ({"channel": "pigeon"}, "Open the page again"),
        ({"site": Site(name="Nowhere", time_zone="UTC")}, "not known here"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    cast: Any, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        _send(cast, **changes)
    assert _counts()["Application"] == 0


@pytest.mark.parametrize("birth", ["1988", "1988-03/1990", "2015", ""])
def test_births_that_leave_the_order_open_are_taken(cast: Any, birth: str) -> None:
    f.family(cast, persons=[f.maria(), f.lucia(birth=birth)])
    assert _counts()["Application"] == 1


@pytest.mark.parametrize("names", ["Wa", "Ana María del Carmen de la O Pérez"])
def test_names_in_one_word_or_six(cast: Any, names: str) -> None:
    application = f.family(cast, persons=[PersonIn(given=names)])
    person = screening.members_of(application)[0].person
    assert envelopes.read(person, "sealed")["given"] == names
    assert (person.birth_year, person.birth_token, person.surname_token) == (None, None, None)


@pytest.mark.parametrize("birth", ["2004-02-29", "1985", "1985/1986", "2003-06", ""])
def test_births_known_in_part(cast: Any, birth: str) -> None:
    person = screening.members_of(f.family(cast, persons=[f.maria(birth=birth)]))[0].person
    year = {"1985/1986": None, "": None}.get(birth, int(birth[:4] or 0))
    assert person.birth_year == year


def test_half_past_eleven_at_night_is_the_sites_own_day(cast: Any) -> None:
    late = cast.at.replace(day=13, hour=4, minute=30)  # 23:30 on the 12th in Bogotá
    application = f.family(cast, at=late)
    assert str(Screening.objects.of(application=application).get().on) == "2024-01-12"


class TestFromADraft:
    """A draft that is sent keeps its reference, its code, its key and its papers."""

    @pytest.fixture
    def draft(self, cast: Any) -> Draft:
        return drafts.begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=cast.at)[0]

    def _sent(self, cast: Any, draft: Draft, **changes: Any) -> Any:
        sent = f.submission(cast.site, **{"form_id": draft.pk, **changes})
        return actions.submit(sent=sent, draft=draft, by=Actor.FAMILY, at=cast.at)

    def test_keeps_reference_code_and_key(self, cast: Any, draft: Draft) -> None:
        receipt = self._sent(cast, draft)
        application = f.found(receipt)
        assert (receipt.reference, application.key_id) == (draft.reference, draft.key_id)
        assert access_codes.fits(receipt.code, draft.code_digest)
        row = Draft.objects.itself(draft).get()
        assert (row.state, bytes(row.sealed)) == ("sent", b"")

    def test_papers_go_to_the_persons_they_are_about(self, cast: Any, draft: Draft) -> None:
        for about in (7, 9, None):
            paper = Document(
                key=draft.key, site=cast.site, draft=draft, kind="identity", size=1, sent_at=cast.at
            )
            paper.sealed = envelopes.close(paper, "sealed", {"about": about})
            paper.save()
        persons = [f.maria(number=7), f.jose(number=9)]
        application = f.found(self._sent(cast, draft, persons=persons))
        rows = Document.objects.of(application=application).select_related("key", "member")
        found = {envelopes.read(row, "sealed")["about"]: row.member for row in rows}
        assert [m and m.number for m in (found[7], found[9], found[None])] == [0, 1, None]

    def test_a_second_form_of_the_same_draft_gets_the_first_receipt(
        self, cast: Any, draft: Draft
    ) -> None:
        first = self._sent(cast, draft)
        again = self._sent(cast, draft, form_id=uuid4())
        assert (again.reference, again.first) == (first.reference, False)
        assert _counts()["Application"] == 1

    def test_a_draft_that_was_changed_meanwhile_is_not_sent(self, cast: Any, draft: Draft) -> None:
        stale = Draft.objects.itself(draft).get()
        drafts.save_draft(draft=draft, version=0, content={}, by=Actor.FAMILY, at=cast.at)
        with pytest.raises(Refused, match="Read them again"):
            self._sent(cast, stale)
        assert _counts()["Application"] == 0

    def test_a_form_of_another_family_tells_nothing(self, cast: Any, draft: Draft) -> None:
        other = f.family(cast)
        with pytest.raises(Refused, match="another application"):
            self._sent(cast, draft, form_id=other.form_id)


def test_only_an_officer_with_the_right_may_enter_one(cast: Any) -> None:
    sent = f.submission(cast.site, channel="assisted", assisted_by=cast.rosa, read_back=True)
    with pytest.raises(Refused):
        actions.submit(sent=sent, by=cast.luis, at=cast.at)
    application = f.found(actions.submit(sent=sent, by=cast.rosa, at=cast.at))
    assert envelopes.read(application, "sealed")["read_back"]["by"] == str(cast.rosa.pk)
    consent = Consent.objects.of(household=application.household).first()
    assert consent.recorded_by == cast.rosa


def test_few_statements(cast: Any, django_assert_max_num_queries: Any) -> None:
    _send(cast)
    with django_assert_max_num_queries(17):
        _send(cast)


@pytest.mark.django_db(transaction=True)
def test_sixteen_hands_send_one_form_once() -> None:
    from tests import cast as people

    cast = people.enter()
    sent = f.submission(cast.site, routes=(RouteIn(kind="email", address="m@example.org"),))
    barrier, receipts = Barrier(16), []

    def one() -> None:
        barrier.wait()
        try:
            receipts.append(actions.submit(sent=sent, by=Actor.FAMILY, at=cast.at))
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 16
    assert sum(receipt.first for receipt in receipts) == 1
    assert len({receipt.reference for receipt in receipts}) == 1
    counts = _counts()
    assert (counts["Application"], counts["Person"], counts["SubjectKey"]) == (1, 3, 4)

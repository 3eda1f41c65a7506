"""Applications are taken by rule, given back, withdrawn for thirty days, corrected; codes are given anew."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cauce.applications import access_codes, actions, effects, screening
from cauce.applications.models import Application, Correction
from cauce.base import clock, envelopes, outbox
from cauce.base.actors import Actor
from cauce.base.models import Event
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.notices.models import Notice
from cauce.packs import pack
from cauce.people import facts
from cauce.people.models import LookAlike
from tests import cast as people
from tests import family as f
from tests.room.applications.threads import at_once

FAMILY = Actor.FAMILY


def _row(application: Application) -> Application:
    found: Application = Application.objects.itself(application).get()
    return found


class TestTaking:
    """The rule chooses, never a hand."""

    def test_the_one_that_is_due_first_is_taken(self, cast: Any) -> None:
        late = f.family(cast, at=cast.at - timedelta(days=3))
        f.family(cast)
        assert actions.take_oldest_application(by=cast.rosa, at=cast.at) == late
        assert _row(late).owner == cast.rosa

    def test_one_without_the_right_takes_nothing(self, cast: Any) -> None:
        f.family(cast)
        with pytest.raises(Refused):
            actions.take_oldest_application(by=cast.iris, at=cast.at)

    def test_what_was_given_back_comes_up_first_again(self, cast: Any) -> None:
        f.family(cast)
        taken = actions.take_oldest_application(by=cast.rosa, at=cast.at)
        other = people.officer("rita", role=Role.REGISTRAR, site=cast.site)
        with pytest.raises(Refused, match="not with you"):
            actions.give_back(application=taken, by=other, at=cast.at)
        actions.give_back(application=taken, by=cast.rosa, at=cast.at)
        assert actions.take_oldest_application(by=other, at=cast.at) == taken

    def test_another_sites_are_not_given(self, cast: Any) -> None:
        from tests.house.calls.base import a_site

        actions.submit(sent=f.submission(a_site()), by=FAMILY, at=cast.at)
        with pytest.raises(Refused, match="No application waits"):
            actions.take_oldest_application(by=cast.rosa, at=cast.at)

    @pytest.mark.django_db(transaction=True)
    def test_sixteen_officers_get_sixteen_others(self) -> None:
        cast = people.enter()
        officers = [people.officer(f"r{n}", role=Role.REGISTRAR, site=cast.site) for n in range(16)]
        for _each in range(20):
            f.family(cast, persons=[f.maria()])
        done, refused = at_once(
            16, lambda n: actions.take_oldest_application(by=officers[n], at=cast.at).pk
        )
        assert (len(set(done)), refused) == (16, [])


class TestUrgency:
    """Somebody must look soon; the reason is sealed, the change is on record."""

    def test_an_urgent_one_is_due_the_next_day_and_comes_up_first(self, cast: Any) -> None:
        f.family(cast, at=cast.at - timedelta(days=3))
        urgent = f.family(cast)
        words = {"application": urgent, "by": cast.paula, "at": cast.at}
        actions.mark_urgent(urgent=True, why="threats", **words)
        with pytest.raises(Refused, match="already"):
            actions.mark_urgent(urgent=True, why="threats", **words)
        assert _row(urgent).due_at == cast.at + timedelta(days=1)
        kept = envelopes.read(urgent.household, "sealed_sensitive")["urgency"]
        assert (kept["why"], kept["by"]) == ("threats", str(cast.paula.pk))
        assert actions.take_oldest_application(by=cast.rosa, at=cast.at) == urgent
        actions.mark_urgent(urgent=False, why="safe now", **words)


class TestWithdrawal:
    """Undone for thirty days, closed afterwards."""

    def test_it_is_undone_to_where_it_stood(self, cast: Any) -> None:
        application = f.family(cast)
        actions.mark_in_case(application=application, by=cast.rosa, at=cast.at)
        actions.withdraw(application=application, why="we go home", by=FAMILY, at=cast.at)
        assert _row(application).state == "withdrawn"
        assert Notice.objects.of(household=application.household).get().kind == "withdrawn"
        later = cast.at + timedelta(days=29)
        actions.undo_withdrawal(application=application, by=FAMILY, at=later)
        assert (_row(application).state, _row(application).withdrawn_at) == ("in_case", None)

    def test_after_thirty_days_the_worker_closes_it(
        self, cast: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        application = f.family(cast)
        actions.withdraw(application=application, by=FAMILY, at=cast.at)
        soon, late = cast.at + timedelta(days=29), cast.at + timedelta(days=31)
        with pytest.raises(Refused, match="may still undo"):
            actions.close_withdrawn(application=application, by=Actor.WORKER, at=soon)
        with pytest.raises(Refused, match="no longer be undone"):
            actions.undo_withdrawal(application=application, by=FAMILY, at=late)
        assert effects.close_what_was_withdrawn(clock.machine_now()) == 0
        monkeypatch.setattr(clock, "now", lambda: late)
        assert effects.close_what_was_withdrawn(clock.machine_now()) == 1
        assert _row(application).state == "closed"

    def test_withdrawn_twice_is_refused(self, cast: Any) -> None:
        application = f.family(cast)
        actions.withdraw(application=application, by=FAMILY, at=cast.at)
        with pytest.raises(Refused):
            actions.withdraw(application=application, by=FAMILY, at=cast.at)


class TestCorrections:
    """A family asks, an officer answers."""

    def _asked(self, cast: Any, application: Application, **changes: Any) -> Correction:
        words = {"form_id": uuid4(), "said": "I was born in 1987", "about": 0, **changes}
        return actions.ask_correction(application=application, by=FAMILY, at=cast.at, **words)

    def test_the_same_form_asks_once(self, cast: Any) -> None:
        application, form = f.family(cast), uuid4()
        first = self._asked(cast, application, form_id=form)
        assert self._asked(cast, application, form_id=form) == first
        assert Correction.objects.of(application=application).count() == 1
        with pytest.raises(Refused, match="another application"):
            self._asked(cast, f.family(cast), form_id=form)

    def test_an_accepted_one_is_a_statement_and_a_new_screening(self, cast: Any) -> None:
        application = f.family(cast)
        asked = self._asked(cast, application)
        birth = pack().facts[pack().relations.birth].key
        said = facts.statement(value="1987", source=facts.CORRECTION, at=cast.at)
        actions.decide_correction(
            correction=asked,
            accept=True,
            answer="Está corregido.",
            member=screening.members_of(application)[0],
            statements={birth: said},
            by=cast.rosa,
            at=cast.at,
        )
        person = screening.members_of(application)[0].person
        assert person.birth_year == 1987
        assert application.screenings.model.objects.of(application=application).count() == 2
        letter = Notice.objects.of(household=application.household).select_related("key").get()
        assert "Está corregido." in envelopes.read(letter, "sealed")["body"]

    def test_it_is_answered_once_and_a_no_can_be_taken_back(self, cast: Any) -> None:
        asked = self._asked(cast, f.family(cast))
        words = {"correction": asked, "answer": "No.", "by": cast.rosa, "at": cast.at}
        actions.decide_correction(accept=False, **words)
        with pytest.raises(Refused, match="meanwhile"):
            actions.decide_correction(accept=True, **words)
        actions.reopen_correction(correction=asked, by=cast.rosa, at=cast.at)
        actions.decide_correction(accept=True, **words)


class TestLostCode:
    """A way back through an officer, recorded."""

    def test_the_old_code_dies_and_what_was_asked_is_recorded(self, cast: Any) -> None:
        receipt = actions.submit(sent=f.submission(cast.site), by=FAMILY, at=cast.at)
        application = f.found(receipt)
        asked = ["name", "birth", "relatives"]
        words = {"application": application, "by": cast.rosa, "at": cast.at}
        code = actions.new_access_code(asked=asked, **words)
        digest = _row(application).code_digest
        assert access_codes.fits(code, digest)
        assert not access_codes.fits(receipt.code, digest)
        event = Event.objects.get(verb="applications.new_access_code")
        assert event.body["asked"] == sorted(asked)
        with pytest.raises(Refused, match="three different"):
            actions.new_access_code(asked=["name", "name", "birth"], **words)


class TestWhatFollows:
    """The worker's part after an application came in."""

    def test_one_letter_and_the_look_alikes_however_often_it_is_tried(self, cast: Any) -> None:
        f.family(cast)
        application = f.family(cast)
        body = {"application": str(application.pk)}
        for _each in range(2):
            outbox.HANDLERS[actions.RECEIVED](uuid4(), body)
        assert Notice.objects.of(household=application.household).count() == 1
        pairs = LookAlike.objects.at_site(cast.site)
        assert {tuple(pair.reasons) for pair in pairs} == {
            ("document", "name_and_birth", "phone"),
            ("name_and_birth",),
        }
        assert pairs.count() == 3

"""Two officers erase a file: nothing of it can be read, waits for anybody, or is sent any more."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cauce.applications import actions as applications
from cauce.applications.drafts import actions as drafts
from cauce.applications.models import SentCode, Visit
from cauce.applications.papers import effects as papers
from cauce.base import envelopes, files, keys
from cauce.base.actors import Actor
from cauce.base.audit import seal
from cauce.base.guarded import GuardedQuerySet
from cauce.base.models import Event, Outbox, SubjectKey
from cauce.base.privacy import PERSONAL, SENSITIVE, house_models
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from cauce.base.verify import verify
from cauce.notices.models import Delivery, LocalMessage, Notice
from cauce.office import trays
from cauce.people.models import Household, LookAlike, Member, Person
from cauce.privacy import actions, effects, erasing
from cauce.privacy.models import Erasure, FileCopy
from tests import cast as people
from tests import family
from tests.casework import LATER
from tests.room.applications.threads import at_once
from tests.room.privacy.conftest import erased, far, pages, proposed, three, work
from tests.room.website.mine import Family

db = pytest.mark.django_db
threaded = pytest.mark.django_db(transaction=True)


def every(model: Any) -> Any:
    rows = model._default_manager.all()
    return rows.unscoped("a test") if isinstance(rows, GuardedQuerySet) else rows


def under(gone: list[SubjectKey]) -> list[tuple[str, str, Any]]:
    """What is left in the fields that only a person's office may read."""
    return [
        (model.__name__, name, getattr(row, name))
        for model in house_models()
        if any(f.name == "key" and f.is_relation for f in model._meta.concrete_fields)
        for row in every(model).filter(key__in=gone)
        for name, kind in model.PRIVACY.items()  # type: ignore[attr-defined]  # every record has it
        if kind in (PERSONAL, SENSITIVE) and getattr(row, name)
    ]


@db
def test_nothing_is_left_under_the_keys(cast: Any) -> None:
    known = far(cast)
    gone = erasing.keys_of(known.household)
    assert {row[0] for row in under(gone)} >= {
        "Household", "Person", "Member", "ContactRoute", "Application", "Screening", "Document",
        "Correction", "Interview", "Decision", "Review", "Referral", "Notice",
    }  # fmt: skip
    erased(cast, known.household)
    assert under(gone) == []
    person = Person.objects.unscoped("a test").get()
    assert (person.birth_year, person.sex, person.nationality) == (None, "", "")
    assert all(
        row.wrapped is None for row in SubjectKey.objects.filter(pk__in=[k.pk for k in gone])
    )
    assert not LookAlike.objects.unscoped("a test").exists()
    assert not Visit.objects.unscoped("a test").exists()
    assert not SentCode.objects.unscoped("a test").exists()


@threaded
def test_the_files_go_and_the_erasure_is_done(cast: Any, folder: Path) -> None:
    known = far(cast)
    effects.copy(uuid4(), {"copy": str(known.copy.pk)})
    assert len(pages(folder)) == 3  # a page of the paper, the copy, half of a file on its way
    row = erased(cast, known.household)
    assert Erasure.objects.itself(row).get().state == "signed"
    work()
    assert pages(folder) == []
    assert Erasure.objects.itself(row).get().state == "done"
    # As the outbox may: twice.
    Outbox.objects.filter(kind=actions.SWEEP).update(state="waiting", attempts=0)
    work()
    assert not Outbox.objects.exclude(state="done").exists()


@threaded
def test_a_reader_keeps_the_erasure_open(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = erased(cast, three(cast).household)

    def busy() -> None:
        raise effects.checkpoint.Busy

    monkeypatch.setattr(effects.checkpoint, "truncate_log", busy)
    work(times=1)
    assert Erasure.objects.itself(row).get().state == "signed"
    monkeypatch.undo()
    work()
    assert Erasure.objects.itself(row).get().state == "done"


@threaded
def test_nobody_waits_for_it_and_nothing_is_sent(cast: Any) -> None:
    known = far(cast)
    assert Delivery.objects.unscoped("a test").filter(state="waiting").exists()
    erased(cast, known.household)
    before = LocalMessage.objects.unscoped("a test").count()
    assert [tray.key for tray in trays.every_tray() if tray.all_rows().exists()] == []
    # Not only because trays look away: each record came to its rest.
    assert [tray.key for tray in trays.every_tray() if tray.all_rows().exists()] == []
    work(times=4)
    assert not Outbox.objects.exclude(state="done").exists()
    assert LocalMessage.objects.unscoped("a test").count() == before
    settled = {d.state for d in Delivery.objects.unscoped("a test")}
    assert settled == {"held_back"}
    assert {n.state for n in Notice.objects.unscoped("a test")} <= {"lapsed", "sent", "read"}


@db
def test_the_worker_goes_on_with_what_it_deletes_after_a_time(cast: Any) -> None:
    application = three(cast)
    applications_withdraw(application)
    erased(cast, application.household)
    from cauce.applications.effects import close_what_was_withdrawn
    from cauce.base import expiry

    assert close_what_was_withdrawn(LATER + timedelta(days=99)) == 0
    for delete in expiry.DELETIONS.values():
        delete(LATER + timedelta(days=99))


def applications_withdraw(application: Any) -> None:
    from cauce.applications.withdrawal.actions import withdraw

    withdraw(application=application, by=Actor.FAMILY, at=LATER)


@db
def test_the_family_finds_nothing_as_if_it_had_never_been(cast: Any) -> None:
    there = Family(three(cast))
    there.enter_deep()
    stranger = Family(there.application)
    erased(cast, there.application.household)
    assert there.get("/my/home").status_code == 302
    nobody = stranger.post("/my", reference="222222222", code=stranger.code)
    ours = stranger.post("/my", reference=there.application.reference, code=stranger.code)
    assert (ours.status_code, nobody.status_code) == (422, 422)


@db
def test_the_office_is_told_that_it_was_erased(cast: Any) -> None:
    known = far(cast)
    erased(cast, known.household)
    for name in ("rosa", "iris", "sofia", "dina"):
        browser = Client(headers={"accept-language": "en"})
        people.sign_in(browser, getattr(cast, name))
        answer = browser.get(f"/office/files/{known.application.pk}")
        assert answer.status_code in (200, 403), name
        assert answer.status_code == 403 or "This file was erased" in answer.text
        case = browser.get(f"/cases/{known.case.pk}")
        assert case.status_code in (200, 403, 404), name


@threaded
def test_what_was_done_stays_proven(cast: Any) -> None:
    known = far(cast)
    before = Event.objects.count()
    erased(cast, known.household)
    work()
    assert Event.objects.count() > before
    seal(at=LATER)
    report = verify()
    assert report.faults == []
    assert report.erased


@db
def test_a_draft_that_was_deleted_is_not_taken_for_a_theft(cast: Any) -> None:
    draft, _code = drafts.begin_draft(site=cast.site, language="es", by=Actor.FAMILY, at=LATER)
    drafts.delete_draft(draft=draft, by=Actor.FAMILY, at=LATER)
    assert verify().faults == []


@db
def test_two_officers_or_nothing(cast: Any) -> None:
    row = proposed(cast, three(cast).household)
    with pytest.raises(Refused, match="another officer signs"):
        actions.sign_erasure(erasure=row, by=cast.sofia, at=LATER)
    with pytest.raises(Refused):
        actions.sign_erasure(erasure=row, by=cast.rosa, at=LATER)
    with pytest.raises(Refused):
        actions.sign_erasure(erasure=row, by=Actor.FAMILY, at=LATER)
    with pytest.raises(Refused, match="proposed already"):
        proposed(cast, row.household)
    rows = Erasure.objects.itself(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="signed", signed_by=cast.sofia, signed_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="signed")
    assert rows.get().state == "proposed"
    assert not SubjectKey.objects.filter(destroyed_at__isnull=False).exists()


@db
@pytest.mark.parametrize("what", ["household", "member"])
def test_what_was_changed_since_is_looked_at_again(cast: Any, what: str) -> None:
    application = three(cast)
    row = proposed(cast, application.household)
    if what == "member":
        members = Member.objects.of(household=application.household)
        member = members.select_related("key", "person__key").get(number=1)
        applications_member_left(application, member, cast.rosa)
    else:
        applications_withdraw(application)
    with pytest.raises(Refused, match="since"):
        actions.sign_erasure(erasure=row, by=cast.dina, at=LATER)
    actions.decline_erasure(erasure=row, by=cast.dina, at=LATER)
    actions.sign_erasure(erasure=proposed(cast, row.household), by=cast.dina, at=LATER)


def applications_member_left(application: Any, member: Member, by: Any) -> None:
    from cauce.applications.changing.actions import member_left

    member_left(application=application, member=member, by=by, at=LATER)


@db
def test_looking_at_it_changes_nothing(cast: Any) -> None:
    application = three(cast)
    row = proposed(cast, application.household)
    browser = Client()
    people.sign_in(browser, cast.rosa)
    assert browser.get(f"/office/files/{application.pk}").status_code == 200
    assert Event.objects.filter(verb="base.read_file").exists()
    actions.sign_erasure(erasure=row, by=cast.dina, at=LATER)


@db
def test_whoever_lives_in_another_household_too_keeps_their_key(cast: Any) -> None:
    first, second = three(cast), family.family(cast, persons=[family.maria()])
    moved = Member.objects.of(household=first.household).select_related("person__key").get(number=1)
    Member.objects.create(
        household=second.household, person=moved.person, key=moved.key, number=1, relation="other"
    )
    erased(cast, first.household)
    person = Person.objects.itself(moved.person).select_related("key").get()
    assert envelopes.read(person, "sealed")["given"] == "José"
    left = Member.objects.itself(moved).get()
    # What was said of him in the household that is erased is gone all the same.
    assert (bytes(left.sealed), bytes(left.sealed_sensitive), left.relation) == (b"", b"", "")
    assert Household.objects.itself(second.household).get().sealed
    erased(cast, second.household)
    assert Person.objects.itself(person).select_related("key").get().key.wrapped is None


@db
def test_nothing_can_be_done_in_it_any_more(cast: Any) -> None:
    application = three(cast)
    erased(cast, application.household)
    application.refresh_from_db()
    with pytest.raises((Refused, keys.sealing.Sealed)):
        applications.add_member(
            application=application, person=family.lucia(), by=cast.rosa, at=LATER
        )
    assert Member.objects.of(household=application.household).count() == 3


@threaded
def test_sixteen_hands_sign_once() -> None:
    cast = people.enter()
    application = three(cast)
    row = proposed(cast, application.household)
    second = people.officer("dora", role=Role.DIRECTOR, site=cast.site)

    def sign(number: int) -> None:
        mine = Erasure.objects.unscoped("a test").select_related("household__key")
        actions.sign_erasure(
            erasure=mine.get(pk=row.pk), by=(cast.dina, second)[number % 2], at=LATER
        )

    done, refused = at_once(16, sign)
    assert (len(done), len(refused)) == (1, 15)
    assert Event.objects.filter(verb="privacy.sign_erasure").count() == 1
    assert Outbox.objects.filter(kind=actions.SWEEP).count() == 1


@threaded
def test_whoever_writes_at_that_moment_leaves_nothing_behind() -> None:
    cast = people.enter()
    application = three(cast)
    row = proposed(cast, application.household)
    gone = erasing.keys_of(application.household)

    def act(number: int) -> None:
        from cauce.applications.models import Application

        rows = Application.objects.unscoped("a test")
        mine = rows.select_related("key", "site", "household__key").get(pk=application.pk)
        try:
            if number % 4 == 3:
                erasure = Erasure.objects.unscoped("a test").select_related("household__key")
                actions.sign_erasure(erasure=erasure.get(pk=row.pk), by=cast.dina, at=LATER)
            else:
                mail = family.RouteIn(kind="email", address=f"m{number}@example.org")
                words = {"application": mine, "route": mail, "by": Actor.FAMILY, "at": LATER}
                from cauce.applications.changing.actions import add_route

                add_route(**words)
        except keys.sealing.Sealed:
            raise Refused("The key was destroyed.") from None

    at_once(16, act)
    if Erasure.objects.itself(row).get().state == "proposed":  # somebody wrote first
        actions.decline_erasure(erasure=row, by=cast.dina, at=LATER)
        erased(cast, application.household)
    assert under(gone) == []


@db
def test_the_sweep_of_lost_files_knows_copies_and_papers(cast: Any, folder: Path) -> None:
    known = far(cast)
    effects.copy(uuid4(), {"copy": str(known.copy.pk)})
    lost = files.new_name(uuid4())
    files.write(lost, b"nobody's")
    there = {p.name for p in (folder / "files").rglob("*") if p.is_file()}
    for path in (folder / "files").rglob("*"):
        os.utime(path, (1, 1))
    for number in range(256):
        papers.forget_orphans(LATER.replace(year=2100) + timedelta(minutes=5 * number))
    left = {p.name for p in (folder / "files").rglob("*") if p.is_file()}
    assert (left, len(left)) == (there - {lost}, 2)
    assert FileCopy.objects.itself(known.copy).get().file in left

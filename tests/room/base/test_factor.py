"""A telephone's code counts once, a code on paper counts once, and two take a lost factor away."""

import base64
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from cauce.base import codes, keys
from cauce.base.actors import Actor
from cauce.base.factor import actions, holding, totp
from cauce.base.models import Event, Officer, RecoveryCode, SecondFactor, Site
from cauce.base.refusal import Refused
from cauce.base.roles import Role
from tests import cast as people
from tests.cast import MORNING

NOW = 1_700_000_010.0
RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(moment, says):
    assert totp.code(RFC, totp.step_at(moment)) == says


def test_a_clock_may_be_half_a_minute_wrong_and_no_more():
    here = totp.step_at(NOW)
    found = [
        bool(totp.matching_steps(RFC, totp.code(RFC, here + off), now=NOW)) for off in range(-3, 4)
    ]
    assert found == [False, False, True, True, True, False, False]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00"])
def test_nonsense_is_wrong_and_nothing_worse(typed):
    assert totp.matching_steps(RFC, typed, now=NOW) == []


def test_the_sign_says_what_telephones_read():
    said = totp.address("ABCD", username="ana maría")
    assert said == (
        "otpauth://totp/Cauce%3Aana%20mar%C3%ADa?secret=ABCD&issuer=Cauce&digits=6&period=30"
    )
    assert len({totp.new_secret() for _ in range(20)}) == 20
    assert len(totp.new_secret()) == 32


def code_of(officer, off=0):
    secret = holding.secret_of(SecondFactor.objects.get(officer=officer))
    return totp.code(secret, totp.step_at(NOW) + off)


def set_up(officer):
    """Put a second factor in force; return its codes on paper."""
    actions.offer_factor(officer=officer, by=officer, at=MORNING)
    return actions.confirm_factor(
        officer=officer, code=code_of(officer), now=NOW, by=officer, at=MORNING
    )


def use(officer, code, now=NOW, by=None):
    actions.use_factor(officer=officer, code=code, now=now, by=by or officer, at=MORNING)


@pytest.mark.django_db
def test_it_is_in_force_only_once_a_code_came_back(cast):
    actions.offer_factor(officer=cast.iris, by=cast.iris, at=MORNING)
    assert not holding.is_in_force(cast.iris)
    with pytest.raises(Refused, match="set one up"):
        use(cast.iris, code_of(cast.iris))
    with pytest.raises(Refused, match="not right"):
        actions.confirm_factor(officer=cast.iris, code="000000", now=30, by=cast.iris, at=MORNING)
    assert not holding.is_in_force(cast.iris)
    actions.confirm_factor(
        officer=cast.iris, code=code_of(cast.iris), now=NOW, by=cast.iris, at=MORNING
    )
    assert holding.is_in_force(cast.iris)


@pytest.mark.django_db
def test_beginning_anew_makes_another_secret_until_it_is_in_force(cast):
    secrets = []
    for _ in range(2):
        actions.offer_factor(officer=cast.iris, by=cast.iris, at=MORNING)
        secrets.append(holding.secret_of(SecondFactor.objects.get(officer=cast.iris)))
    assert len(set(secrets)) == 2
    set_up(cast.dina)
    with pytest.raises(Refused, match="already"):
        actions.offer_factor(officer=cast.dina, by=cast.dina, at=MORNING)
    assert holding.is_in_force(cast.dina)


@pytest.mark.django_db
def test_the_secret_lies_sealed_and_in_no_event(cast):
    made = set_up(cast.iris)
    factor = SecondFactor.objects.get(officer=cast.iris)
    secret = holding.secret_of(factor)
    assert secret.encode() not in bytes(factor.sealed)
    assert base64.b32decode(secret) not in bytes(factor.sealed)
    assert factor.key == keys.house()
    stored = [bytes(row.digest) for row in factor.recovery_codes.all()]
    assert not {code.encode() for code in made} & set(stored)
    said = str(list(Event.objects.values_list("body", "reason")))
    assert not [word for word in (*made, secret) if word in said]


@pytest.mark.django_db
def test_a_code_counts_once_and_none_before_it_counts_again(cast):
    set_up(cast.iris)
    with pytest.raises(Refused, match="used already"):
        use(cast.iris, code_of(cast.iris))  # the one that put it in force
    use(cast.iris, code_of(cast.iris, 1))
    for off in (-1, 0, 1):
        with pytest.raises(Refused):
            use(cast.iris, code_of(cast.iris, off))
    use(cast.iris, code_of(cast.iris, 2), now=NOW + 60)


@pytest.mark.django_db
def test_a_code_on_paper_counts_once_however_it_is_typed(cast):
    first, second, *rest = set_up(cast.iris)
    assert len(rest) == 8
    use(cast.iris, codes.shown(first).lower())
    with pytest.raises(Refused):
        use(cast.iris, first)
    use(cast.iris, f" {second} ")
    assert Event.objects.filter(verb="base.use_factor").last().body == {"way": "paper"}
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 8


@pytest.mark.django_db
def test_new_codes_take_the_place_of_old_ones(cast):
    old = set_up(cast.iris)
    new = actions.renew_recovery_codes(officer=cast.iris, by=cast.iris, at=MORNING)
    assert not set(old) & set(new)
    with pytest.raises(Refused):
        use(cast.iris, old[0])
    use(cast.iris, new[0])


@pytest.mark.django_db
def test_nobody_does_it_for_another_and_nobodys_code_opens_anothers(cast):
    set_up(cast.iris)
    paper = set_up(cast.dina)
    for wrong in (code_of(cast.dina, 1), paper[0]):
        with pytest.raises(Refused):
            use(cast.iris, wrong)
    with pytest.raises(Refused, match="for somebody else"):
        use(cast.iris, code_of(cast.iris, 1), by=cast.dina)
    for verb in (actions.offer_factor, actions.remove_factor, actions.renew_recovery_codes):
        with pytest.raises(Refused, match="for somebody else"):
            verb(officer=cast.iris, by=cast.dina, at=MORNING)


@pytest.mark.django_db
def test_taking_ones_own_away_ends_every_sign_in(cast):
    set_up(cast.iris)
    epoch = cast.iris.session_epoch
    actions.remove_factor(officer=cast.iris, by=cast.iris, at=MORNING)
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert Officer.objects.get(pk=cast.iris.pk).session_epoch == epoch + 1


@pytest.fixture
def sofia(cast):
    return people.officer("sofía-2", role=Role.SUPERVISOR, site=cast.site)


@pytest.mark.django_db
def test_a_lost_one_is_taken_away_by_two(cast, sofia):
    set_up(cast.iris)
    with pytest.raises(Refused, match="has to ask"):
        actions.reset_factor(officer=cast.iris, by=sofia, at=MORNING)
    actions.ask_factor_reset(officer=cast.iris, by=sofia, at=MORNING)
    with pytest.raises(Refused, match="has to ask"):
        actions.reset_factor(officer=cast.iris, by=sofia, at=MORNING)
    with pytest.raises(Refused, match="asked already"):
        actions.ask_factor_reset(officer=cast.iris, by=cast.dina, at=MORNING)
    assert holding.is_in_force(cast.iris)
    actions.reset_factor(officer=cast.iris, by=cast.dina, at=MORNING)
    assert not SecondFactor.objects.filter(officer=cast.iris).exists()


@pytest.mark.django_db
def test_not_by_oneself_nor_without_the_right_nor_from_another_site(cast, sofia):
    set_up(cast.iris)
    set_up(sofia)
    elsewhere = Site.objects.create(name="Lejos", time_zone="UTC")
    far = people.officer("lejana", role=Role.SUPERVISOR, site=elsewhere)
    for verb in (actions.ask_factor_reset, actions.reset_factor):
        for by, officer in ((cast.luis, cast.iris), (far, cast.iris), (sofia, sofia)):
            with pytest.raises(Refused):
                verb(officer=officer, by=by, at=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactor.objects.filter(officer=sofia).update(
            reset_asked_by=sofia, reset_asked_at=MORNING
        )


@pytest.mark.django_db
def test_whoever_holds_the_machine_may_alone(cast):
    set_up(cast.iris)
    for actor in (Actor.WORKER, Actor.FAMILY, Actor.IMPORT):
        with pytest.raises(Refused):
            actions.reset_factor(officer=cast.iris, by=actor, at=MORNING)
    actions.reset_factor(officer=cast.iris, by=Actor.SETUP, at=MORNING)
    assert not holding.is_in_force(cast.iris)


def _together(count, act):
    """Let many do one thing at one moment; return how many were let."""
    start, done, lock = threading.Barrier(count), [], threading.Lock()

    def one():
        try:
            start.wait(timeout=30)
            act()
        except Refused:
            return
        finally:
            connection.close()
        with lock:
            done.append(1)

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_with_one_code_at_one_moment_one_comes_in(cast):
    paper = set_up(cast.iris)
    code = code_of(cast.iris, 1)
    assert _together(16, lambda: use(cast.iris, code)) == 1
    assert _together(16, lambda: use(cast.iris, paper[0])) == 1
    assert Event.objects.filter(verb="base.use_factor").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_begin_at_one_moment_one_secret_stands(cast):
    def begin():
        actions.offer_factor(officer=cast.iris, by=cast.iris, at=MORNING)

    assert _together(16, begin) >= 1
    assert SecondFactor.objects.filter(officer=cast.iris).count() == 1

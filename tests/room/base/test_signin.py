"""Names and passwords: the same answer and the same work whatever is wrong, and not too often."""

import threading

import pytest
from django.contrib.auth import authenticate, hashers

from cauce import settings as settings_file
from cauce.base import actions, signin, throttle
from cauce.base.models import Event, Officer
from cauce.base.refusal import Refused
from cauce.base.throttle import ADDRESS, ALL, NAME, Count, after_wrong
from tests.cast import MORNING, PASSWORD

NOW = 1_700_000_000.0


@pytest.fixture(autouse=True)
def _fresh_counts(settings, tmp_path, db):
    from django.db import connection

    settings.CAUCE_DATA = tmp_path
    if connection.vendor == "postgresql":
        throttle.forget(now=NOW * 2)


@pytest.fixture
def _hashed_as_in_the_office(settings):
    """Passwords are hashed as the office does, be they somebody's or nobody's."""
    settings.PASSWORD_HASHERS = ["cauce.base.signin.SmallArgon2"]
    signin._nobodys_password.cache_clear()
    yield
    signin._nobodys_password.cache_clear()


def attempt(username="iris", password=PASSWORD, *, address="192.0.2.7", now=NOW):
    return signin.attempt(username=username, password=password, address=address, now=now)


def wrong(times, **words):
    return [attempt(password="wrong", **words) for _ in range(times)]


def test_the_right_password_lets_in(cast):
    assert attempt().officer == cast.iris
    assert attempt(username="  IRIS ").officer == cast.iris


@pytest.mark.parametrize(
    "words", [{"password": "x"}, {"username": "nobody"}, {"username": "ir\x00is", "password": "x"}]
)
def test_nothing_else_does(cast, words):
    assert attempt(**words) == signin.Attempt(officer=None)


def test_a_closed_account_does_not(cast):
    actions.close_account(officer=cast.iris, because="leaves", by=cast.dina, at=MORNING)
    assert attempt().officer is None


@pytest.mark.usefixtures("_hashed_as_in_the_office")
def test_an_unknown_name_pays_the_same(cast, monkeypatch):
    checked = []
    verify = signin.SmallArgon2.verify

    def count(self, password, encoded):
        checked.append(encoded.split("$")[3])
        return verify(self, password, encoded)

    monkeypatch.setattr(signin.SmallArgon2, "verify", count)
    for name in ("iris", "nobody"):
        attempt(username=name, password="wrong")
    assert checked == ["m=19456,t=2,p=1"] * 2


@pytest.mark.usefixtures("_hashed_as_in_the_office")
def test_argon2_is_small():
    assert settings_file.PASSWORD_HASHERS == ["cauce.base.signin.SmallArgon2"]
    encoded = hashers.make_password("x")
    assert "$m=19456,t=2,p=1$" in encoded


def test_at_most_four_are_checked_at_once(monkeypatch):
    encoded = hashers.make_password("x")
    busy, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(4, timeout=30)

    def slow(self, password, encoded):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        together.wait()  # passes only when four are inside
        with lock:
            busy -= 1
        return True

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "verify", slow)
    threads = [
        threading.Thread(target=signin.SmallArgon2().verify, args=("x", encoded)) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 4


def test_no_password_counts_that_came_past_the_throttle(cast, rf):
    assert authenticate(rf.post("/"), username="iris", password=PASSWORD) is None


def test_five_wrong_then_a_quarter_of_an_hour_then_twice_as_long(cast):
    assert [a.wait for a in wrong(5)] == [0] * 5
    assert attempt().wait == 15 * 60 + 1
    assert attempt(now=NOW + 15 * 60 + 1, password="wrong").wait == 0
    assert attempt(now=NOW + 15 * 60 + 2).wait == 30 * 60


def test_another_officer_is_let_in_meanwhile(cast):
    wrong(6)
    assert attempt(username="dina").officer == cast.dina


def test_a_right_one_begins_anew(cast):
    wrong(4)
    assert attempt().officer == cast.iris
    assert [a.wait for a in wrong(5)] == [0] * 5


def test_an_unknown_name_waits_like_a_known_one(cast):
    assert [a.wait for a in wrong(6, username="nobody")] == [a.wait for a in wrong(6)]


def test_tries_at_the_same_time_are_all_counted(cast):
    waits = []
    threads = [
        threading.Thread(
            target=lambda: waits.append(throttle.enter(name="x", address="a", now=NOW))
        )
        for _ in range(16)
    ]
    from django.db import connection

    if connection.vendor == "postgresql":
        pytest.skip("other threads see nothing of this test's transaction")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0] * 5 + [901] * 11


def test_an_address_only_waits_a_little(cast):
    for number in range(60):
        throttle.enter(name=f"name{number}", address="192.0.2.7", now=NOW + number)
    held = attempt(now=NOW + 60)
    assert 0 < held.wait <= 10
    assert attempt(now=NOW + 60, address="198.51.100.1").officer == cast.iris
    assert attempt(now=NOW + 71).officer == cast.iris
    assert attempt(now=NOW + 72).officer == cast.iris


def test_a_flood_makes_everybody_wait_a_little(cast):
    for number in range(20):
        throttle.enter(name=f"name{number}", address=f"192.0.2.{number}", now=NOW)
    assert 0 < attempt(address="203.0.113.9").wait <= 11
    assert attempt(address="203.0.113.9", now=NOW + 11).officer == cast.iris


@pytest.mark.parametrize(
    ("policy", "wrong_so_far", "waits"),
    [
        (NAME, 3, 0),
        (NAME, 4, 900),
        (NAME, 5, 1800),
        (NAME, 9, 28_800),
        (NAME, 30, 86_400),
        (ADDRESS, 58, 0),
        (ADDRESS, 59, 10),
        (ADDRESS, 500, 10),
        (ALL, 19, 10),
    ],
)
def test_how_long_one_waits(policy, wrong_so_far, waits):
    after = after_wrong(count=Count(wrong_so_far, NOW, 0.0), policy=policy, now=NOW)
    assert after.wrong == wrong_so_far + 1
    assert after.until == (NOW + waits if waits else 0.0)


def test_old_counts_are_forgotten(cast):
    wrong(5)
    assert throttle.forget(now=NOW + 10) == 0
    later = NOW + NAME.window + 2 * throttle.DAY
    assert throttle.forget(now=later) >= 3
    assert after_wrong(count=Count(9, NOW, NOW + 5), policy=NAME, now=later).wrong == 1


def test_the_counter_knows_no_name_and_no_address(cast, tmp_path):
    wrong(2, address="192.0.2.77")
    held = b"".join(path.read_bytes() for path in tmp_path.glob("throttle*"))
    assert b"iris" not in held
    assert b"192.0.2" not in held


def test_signing_in_and_out_is_recorded(cast):
    actions.sign_in(officer=cast.iris, by=cast.iris, at=MORNING)
    actions.sign_out(officer=cast.iris, by=cast.iris, at=MORNING)
    verbs = Event.objects.filter(officer=cast.iris).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["base.sign_in", "base.sign_out"]


@pytest.mark.parametrize("act", [actions.sign_in, actions.sign_out, actions.end_sessions])
def test_nobody_does_it_for_somebody_else(cast, act):
    with pytest.raises(Refused):
        act(officer=cast.dina, by=cast.iris, at=MORNING)


def test_the_password_is_stored_as_a_hash(cast):
    assert PASSWORD not in Officer.objects.get(username="iris").password


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_is_refused_with_a_sentence(cast, password):
    with pytest.raises(Refused, match="password"):
        actions.enrol_officer(
            username="new", display_name="New", password=password, by=cast.dina, at=MORNING
        )

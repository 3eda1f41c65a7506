"""Envelopes open in their own row and column under their own key, and nowhere else."""

import uuid

import pytest

from cauce.base import keys, masters, sealing
from cauce.base.models import SubjectKey
from cauce.base.models.keys import KeyKind
from cauce.base.sealing import InvalidTag, Sealed

KEY = bytes(range(32))
ROW = uuid.UUID(int=7)
PLACE = {"table": "people_person", "column": "sealed", "pk": ROW}
TEXT = "Ana María, nacida en 1991".encode()


def envelope(**changes):
    return sealing.seal(text=TEXT, **({"key": KEY} | PLACE | changes))


def opened(sealed, **changes):
    return sealing.unseal(envelope=sealed, **({"key": KEY} | PLACE | changes))


def test_an_envelope_opens_in_its_place():
    assert opened(envelope()) == TEXT
    assert TEXT not in envelope()


def test_the_same_text_never_looks_the_same():
    assert len({envelope() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "other",
    [
        {"pk": uuid.UUID(int=8)},
        {"column": "sealed_sensitive"},
        {"table": "people_household"},
        {"key": bytes(32)},
    ],
    ids=["another row", "exchanged columns", "another table", "another key"],
)
def test_an_envelope_opens_nowhere_else(other):
    with pytest.raises(InvalidTag):
        opened(envelope(), **other)


def test_no_bit_can_be_flipped():
    sealed = envelope()
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(InvalidTag):
            opened(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 12, 13, 20])
def test_a_cut_envelope_is_refused(length):
    with pytest.raises(InvalidTag):
        opened(envelope()[:length])


def test_keys_of_two_purposes_differ():
    made = {sealing.derive(key=KEY, purpose=p) for p in ("sealing", "audit", "tokens", "wrapping")}
    assert len(made) == 4
    assert KEY not in made


def test_tokens_find_equal_values_of_one_field_only():
    def token(field, value, key=KEY):
        return sealing.token(key=key, field=field, value=value)

    assert token("phone", "+573001") == token("phone", "+573001")
    assert len(token("phone", "+573001")) == 16
    assert token("phone", "+573001") != token("document", "+573001")
    assert token("phone", "+573001") != token("phone", "+573002")
    assert token("phone", "+573001") != token("phone", "+573001", key=bytes(32))


def test_a_wrapped_key_belongs_to_one_subject_and_one_master():
    wrapped = sealing.wrap(key=KEY, master=bytes(32), master_no=1, subject=ROW)
    right = {"wrapped": wrapped, "master": bytes(32), "master_no": 1, "subject": ROW}
    assert sealing.unwrap(**right) == KEY
    for wrong in ({"master": KEY}, {"master_no": 2}, {"subject": uuid.UUID(int=9)}):
        with pytest.raises(InvalidTag):
            sealing.unwrap(**(right | wrong))
    with pytest.raises(Sealed):
        sealing.unwrap(**(right | {"wrapped": None}))


@pytest.fixture
def key_file(tmp_path, settings):
    path = tmp_path / "keys"
    settings.CAUCE_KEY_FILE = path
    return path


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing(cast):
    row = keys.make(kind=KeyKind.PERSON)
    sealed = sealing.seal(text=TEXT, key=keys.open_key(row=row, purpose=keys.SEALING), **PLACE)
    keys.destroy(row=row, at=cast.at)
    row.refresh_from_db()
    with pytest.raises(Sealed):
        keys.open_key(row=row, purpose=keys.SEALING)
    with pytest.raises(InvalidTag):
        opened(sealed)


@pytest.mark.django_db
def test_rotation_keeps_every_text_and_drops_the_old_master(key_file):
    person, house = keys.make(kind=KeyKind.PERSON), keys.house_key(purpose=keys.TOKENS)
    sealed = sealing.seal(text=TEXT, key=keys.open_key(row=person, purpose=keys.SEALING), **PLACE)
    old = key_file.read_text()
    new = masters.line(number=2, key=sealing.new_key())
    key_file.write_text(old + new)
    assert [keys.rewrap(row=row) for row in SubjectKey.objects.all()] == [True, True]
    assert [keys.rewrap(row=row) for row in SubjectKey.objects.all()] == [False, False]
    key_file.write_text(new)
    person.refresh_from_db()
    assert person.master_no == 2
    assert opened(sealed, key=keys.open_key(row=person, purpose=keys.SEALING)) == TEXT
    assert keys.house_key(purpose=keys.TOKENS) == house


@pytest.mark.django_db
def test_a_missing_master_is_named(key_file):
    row = keys.make(kind=KeyKind.PERSON)
    key_file.write_text(masters.line(number=5, key=sealing.new_key()))
    with pytest.raises(Exception, match="master key 1 is missing"):
        keys.open_key(row=row, purpose=keys.SEALING)


@pytest.mark.django_db
def test_a_demonstration_makes_its_own_master_for_itself_alone(key_file):
    keys.make(kind=KeyKind.PERSON)
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert list(masters.masters()) == [1]


@pytest.mark.django_db
def test_a_lost_key_file_is_not_quietly_made_anew(key_file):
    row = keys.make(kind=KeyKind.PERSON)
    key_file.unlink()
    with pytest.raises(Exception, match="records are sealed under it"):
        keys.open_key(row=row, purpose=keys.SEALING)
    assert not key_file.exists()


def test_production_makes_no_master(key_file, settings):
    settings.PRODUCTION = True
    with pytest.raises(Exception, match="does not exist"):
        masters.masters()
    assert not key_file.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_master_that_others_can_read_is_refused(key_file, mode):
    key_file.write_text(masters.line(number=1, key=KEY))
    key_file.chmod(mode)
    with pytest.raises(Exception, match="can be read by others; chmod 600"):
        masters.masters()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no master key"),
        ("1:short", "keys:1: not a master key"),
        ("one:" + "A" * 43 + "=", "keys:1: not a master key"),
        ("1:" + "A" * 43 + "=\n1:" + "B" * 43 + "=", "keys:2: key 1 is there twice"),
    ],
)
def test_a_wrong_key_file_is_named_by_line_and_never_quoted(text, says):
    with pytest.raises(Exception, match=says) as fault:
        masters.parse(text=text, name="keys")
    assert "AAAA" not in str(fault.value)
    assert "short" not in str(fault.value)

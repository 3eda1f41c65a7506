"""Sealed fields: they open in their own row and column, under their own key, and nowhere else."""

from typing import Any

import pytest
from django.utils import timezone

from cauce.base import codes, envelopes, keys
from cauce.base.models.keys import KeyKind
from cauce.base.sealing import InvalidTag, Sealed
from cauce.people.models import Household

pytestmark = pytest.mark.django_db


def _household(cast: Any) -> Household:
    key = keys.make(kind=KeyKind.HOUSEHOLD)
    made = Household(key=key, site=cast.site, language="es", size=1, created_at=cast.at)
    made.sealed = envelopes.close(made, "sealed", {"spoken": "Q'eqchi'"})
    made.save()
    return Household.objects.unscoped("test").get(pk=made.pk)


def test_opens_where_it_was_closed(cast: Any) -> None:
    household = _household(cast)
    assert envelopes.read(household, "sealed") == {"spoken": "Q'eqchi'"}
    assert envelopes.read(household, "sealed_sensitive") == {}
    assert b"eqchi" not in bytes(household.sealed)


def test_opens_in_no_other_row_or_column(cast: Any) -> None:
    one, other = _household(cast), _household(cast)
    other.sealed = one.sealed
    with pytest.raises(InvalidTag):
        envelopes.read(other, "sealed")
    one.sealed_sensitive = one.sealed
    with pytest.raises(InvalidTag):
        envelopes.read(one, "sealed_sensitive")


def test_a_destroyed_key_opens_nothing(cast: Any) -> None:
    household = _household(cast)
    keys.destroy(row=household.key, at=timezone.now())
    assert envelopes.is_erased(household)
    with pytest.raises(Sealed):
        envelopes.read(household, "sealed")


def test_a_token_finds_the_same_value_in_the_same_field_only(cast: Any) -> None:
    assert envelopes.token("phone", "+50255555555") == envelopes.token("phone", "+50255555555")
    assert envelopes.token("phone", "+50255555555") != envelopes.token("email", "+50255555555")
    assert envelopes.token("phone", "") is None
    assert envelopes.tokens({"phone": "1", "none": ""}) == {
        "phone": envelopes.token("phone", "1"),
        "none": None,
    }


def test_a_reference_finds_every_single_slip() -> None:
    reference = codes.new_reference()
    assert codes.read_reference(codes.shown(reference).lower()) == reference
    wrong = 0
    for place in range(len(reference)):
        for sign in codes.ALPHABET:
            if sign != reference[place]:
                wrong += 1
                typed = reference[:place] + sign + reference[place + 1 :]
                assert codes.read_reference(typed) is None
    assert wrong == 9 * 30


def test_a_reference_finds_exchanged_neighbours() -> None:
    for _ in range(200):
        reference = codes.new_reference()
        for place in range(len(reference) - 1):
            left, right = reference[place], reference[place + 1]
            if left != right:
                typed = reference[:place] + right + left + reference[place + 2 :]
                assert codes.read_reference(typed) is None


def test_a_code_is_kept_as_a_digest_only(cast: Any) -> None:
    code = codes.new_code()
    stored = codes.digest(code, purpose="application")
    assert codes.fits(codes.shown(code).lower(), stored, purpose="application")
    assert not codes.fits(codes.new_code(), stored, purpose="application")
    assert not codes.fits(code, stored, purpose="draft")
    assert code.encode() not in stored

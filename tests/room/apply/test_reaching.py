"""How a family is reached: a number counts where something is safe on it."""

import pytest

from tests.room.apply.conftest import ANA, Family, wrong

pytestmark = pytest.mark.once


def test_a_number_on_which_nothing_is_safe_is_asked_about(family: Family) -> None:
    family.begin()
    family.agree()
    family.name(ANA)
    answer = family.post("/apply/contact", **{"0-address": "601 555 0101", "0-whose": "mine"})
    assert answer.status_code == 422
    assert "Tick what is safe here" in wrong(answer)[0]
    assert 'href="#0-write"' in answer.content.decode()
    assert 'value="601 555 0101"' in answer.content.decode()
    called = {"0-address": "601 555 0101", "0-call": "1"}
    assert family.post("/apply/contact", **called).status_code == 302

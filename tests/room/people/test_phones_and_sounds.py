"""Telephone numbers of every country, and names as an ear hears them."""

import pytest

from cauce.people import phones, sounds
from cauce.people.tokens import Tokens

BOGOTA = "America/Bogota"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("300 123 4567", "+573001234567"),
        ("+57 (300) 123-4567", "+573001234567"),
        ("0057 300 1234567", "+573001234567"),
        ("+502 5123 4567", "+50251234567"),
        ("+58 412-555.12.34", "+584125551234"),
        ("+509 34 12 3456", "+50934123456"),
    ],
)
def test_a_number_is_read_as_it_was_meant(typed: str, number: str) -> None:
    assert phones.e164(typed, BOGOTA) == number


@pytest.mark.parametrize("typed", ["", "no tengo", "12", "+57 300 123 4567 8901 2345", "+999 1"])
def test_what_is_no_number_is_said_to_be_none(typed: str) -> None:
    assert phones.read(typed, BOGOTA) == ""
    with pytest.raises(ValueError, match="not complete"):
        phones.e164(typed, BOGOTA)


def test_without_a_country_only_a_whole_number_is_read() -> None:
    assert phones.read("300 123 4567") == ""
    assert phones.read("+573001234567") == "+573001234567"
    assert phones.shown("+573001234567") == "+57 300 1234567"


@pytest.mark.parametrize(
    "names",
    [
        ("Núñez", "NUNEZ", "Nuñes"),
        ("González", "Gonsales"),
        ("Jiménez", "Giménez", "Ximénez"),
        ("Hernández", "Ernandes"),
        ("De la Cruz", "Cruz"),
        ("Valdés", "Baldez"),
        ("Llanes", "Yanes"),
        ("Quispe", "Kispe"),
        ("Huamán", "Guamán"),
    ],
)
def test_spellings_of_one_name_share_a_key(names: tuple[str, ...]) -> None:
    assert len({sounds.key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Pérez", "Paredes"), ("Guerrero", "Herrera"), ("Luna", "Lima")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert sounds.key(one) != sounds.key(other)


@pytest.mark.django_db
def test_a_token_is_the_same_however_a_thing_is_typed() -> None:
    tokens = Tokens()
    assert tokens.document("V-12.345.678") == tokens.document("v12345678")
    assert tokens.route("email", " Maria@Example.org ") == tokens.route(
        "email", "maria@example.org"
    )
    assert tokens.surname("Pérez") != tokens.given("Pérez")
    assert tokens.surname("李") not in (None, tokens.surname("王"))
    assert tokens.birth("") is None

"""How dates look to officers in each of their languages."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

DAY = date(2024, 1, 9)


@pytest.mark.parametrize(
    ("language", "short", "whole"),
    [
        ("es", "9 ene 2024", "9 de enero de 2024"),
        ("ht", "09/01/2024", "09/01/2024"),
        ("en", "9 Jan 2024", "9 January 2024"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, short: str, whole: str) -> None:
    with translation.override(language):
        assert date_format(DAY, "SHORT_DATE_FORMAT") == short
        assert date_format(DAY, "DATE_FORMAT") == whole


def test_spanish_writes_every_month_small() -> None:
    with translation.override("es"):
        said = [date_format(date(2024, month, 1), "SHORT_DATE_FORMAT") for month in range(1, 13)]
    assert said == [each.lower() for each in said]
    assert len({*said}) == 12

"""The tests of the cases read sentences in English, whatever catalogues are compiled."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield

"""The skeleton stands."""

import pytest

from cauce.base.models import Event

pytestmark = pytest.mark.django_db


def test_cast(cast):
    assert Event.objects.filter(subject=cast.dina.pk).count() == 2

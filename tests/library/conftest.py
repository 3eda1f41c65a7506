"""What the engine's tests stand on: short and long runs of hypothesis, the shipped pack, small packs."""

import os

import pytest
from hypothesis import HealthCheck, settings

from cauce.eligibility import load_pack
from tests.library.small import AMERICAS, examples, write

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# The short run tries the same cases each time; CAUCE_LONG=1 looks for new ones.
settings.register_profile(
    "short", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_QUIET
)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=_QUIET)
settings.load_profile("long" if os.environ.get("CAUCE_LONG") else "short")


@pytest.fixture(scope="session")
def americas():
    """The shipped pack."""
    return load_pack(AMERICAS)


@pytest.fixture(scope="session")
def worked():
    """The worked persons W01 to W25 as data, by their id."""
    return examples()


@pytest.fixture
def make(tmp_path):
    """Writes a small pack of the given pathways and reads it: make(WAY_A, WAY_B, facts=…)."""

    def made(*ways, **parts):
        return load_pack(write(tmp_path, *ways, **parts))

    return made

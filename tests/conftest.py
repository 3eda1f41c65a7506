"""What every test stands on: a data folder of its own, the settings, and a database to empty."""

import atexit
import os
import shutil
import tempfile
from collections import Counter

# Before Django reads its settings: no test may come near somebody's own `var/`.
_DATA = tempfile.mkdtemp(prefix="cauce-test-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["CAUCE_DATA"] = _DATA
os.environ["DJANGO_SETTINGS_MODULE"] = "cauce.settings"
for _name in ("CAUCE_PRODUCTION", "CAUCE_OFFICE_DAY", "CAUCE_KEY_FILE", "CAUCE_HOSTS"):
    os.environ.pop(_name, None)

# The processes that tests start read what the first one compiled, and leave nothing beside the code.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(_DATA) + "/compiled")

import django  # noqa: E402 - the settings come first
import pytest  # noqa: E402 - the settings come first

from tests import databases  # noqa: E402 - the settings come first

django.setup()
# A second test process inherits the environment. With this name in it, pytest-django would read the
# settings before that process comes here for a folder of its own, and both would share one.
del os.environ["DJANGO_SETTINGS_MODULE"]
if str(django.conf.settings.CAUCE_DATA) != _DATA:
    raise pytest.UsageError(
        "Unset DJANGO_SETTINGS_MODULE: it binds the tests to somebody's office."
    )

pytest_plugins = ["tests.prepared"]
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
# Folders and files whose tests start processes of their own, or ask every page in one test.
LONG = {"journeys", "cli", "test_killed.py", "test_killed_web.py", "test_access_matrix.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with what starts processes and browsers: a long test begun last leaves the other core idle."""
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))
    if ON_POSTGRESQL:
        differ = [item for item in items if databases.may_differ(item)]
        config.hook.pytest_deselected(items=[i for i in items if not databases.may_differ(i)])
        items[:] = differ


@pytest.fixture(scope="session", autouse=True)
def _ready_house():
    """Collect static files once, and let a test's database be emptied in spite of the triggers."""
    from django.core.management import call_command
    from django.test import TransactionTestCase

    from cauce.base import append_only

    call_command("collectstatic", verbosity=0, interactive=False)
    empty = TransactionTestCase._fixture_teardown

    def empty_unguarded(self):
        append_only.unguard()
        try:
            empty(self)
        finally:
            append_only.guard()

    TransactionTestCase._fixture_teardown = empty_unguarded
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """Hash passwords in the cheapest setting: every test enrols officers, few ask how they are kept."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["tests.cast.QuickArgon2"]):
        yield


@pytest.fixture
def cast(db):
    """The people every room's tests know: see `tests/cast.py`."""
    from tests import cast as people

    return people.enter()


def pytest_terminal_summary(terminalreporter):
    """Say loudly, once each, what this machine lacks."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        if reason.startswith(("NO ", "CAUCE_")):
            terminalreporter.write_line(f"*** {reason} ({count} tests) ***", bold=True, yellow=True)

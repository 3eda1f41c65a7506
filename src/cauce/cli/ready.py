"""Makes the office's data ready: settings read, database up to date, static files in place."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from cauce.cli.door import Refused


def set_up() -> None:
    """Read the settings; what they refuse is refused here in one sentence."""
    os.umask(0o077)  # what an office holds is nobody else's on this machine
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")
    with sentences():
        import django

        django.setup()


def prepare() -> None:
    """Set up, and bring the database up to date; an empty folder is made into an office."""
    set_up()
    from django.core.management import call_command

    from cauce.base import checks, health

    with sentences(), alone():
        if health.pending_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        checks.refuse_unsafe()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the office refuses, and a database or folder that is away, into a refusal."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        with _in_english():
            yield
    except ImproperlyConfigured as error:
        raise Refused.saying(str(error)) from error
    except DatabaseError as error:
        raise Refused.saying(
            f"the database does not answer ({type(error).__name__})",
            "see that it runs, and that DATABASE_URL and CAUCE_DATA name it",
        ) from error
    except OSError as error:
        raise Refused.saying(
            f"the data folder {_folder()} cannot be used ({error.strerror or type(error).__name__})",
            "name a folder that you may write in with CAUCE_DATA",
        ) from error


def _in_english() -> AbstractContextManager[None]:
    """Commands speak English, whatever language the office's pages begin with."""
    from django.apps import apps
    from django.utils import translation

    return translation.override("en") if apps.ready else nullcontext()


@contextmanager
def alone() -> Iterator[None]:
    """Let one command at a time make a data folder ready; the next one finds it done."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "making-ready").open("ab") as side_file:
        fcntl.flock(side_file, fcntl.LOCK_EX)
        yield


def collect_static() -> None:
    """Put style sheets and scripts where the web process serves them from, under hashed names."""
    from django.conf import settings
    from django.core.management import call_command

    with sentences():
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", verbosity=0, interactive=False)


def in_production() -> bool:
    """Whether this office serves real people."""
    from django.conf import settings

    return bool(settings.PRODUCTION)


def _folder() -> Path:
    return Path(os.environ.get("CAUCE_DATA") or "var")

"""Makes the office's data ready: settings read, database up to date, static files in place."""

import os
from pathlib import Path

from cauce.cli.door import Refused


def set_up() -> None:
    """Read the settings; what they refuse is refused here in one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cauce.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused.saying(str(error)) from error
    except OSError as error:
        raise _unusable(error) from error


def prepare() -> None:
    """Set up, and bring the database up to date; an empty folder is made into an office."""
    set_up()
    from django.core.management import call_command
    from django.db import DatabaseError

    check()
    try:
        if _behind():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise Refused.saying(
            f"the database does not answer ({type(error).__name__})",
            "see that it runs, and that DATABASE_URL and CAUCE_DATA name it",
        ) from error
    except OSError as error:
        raise _unusable(error) from error


def check() -> None:
    """Run Django's system checks, which hold what production must not start with."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", verbosity=0)
    except SystemCheckError as error:
        sentences = [
            line.strip() for line in str(error).splitlines() if line.strip().startswith("?:")
        ]
        raise Refused.saying(" ".join(sentences) or str(error)) from error


def collect_static() -> None:
    """Put style sheets and scripts where the web process serves them from, under hashed names."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)


def in_production() -> bool:
    """Whether this office serves real people."""
    from django.conf import settings

    return bool(settings.PRODUCTION)


def _behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _unusable(error: OSError) -> Refused:
    place = os.environ.get("CAUCE_DATA") or "var"
    return Refused.saying(
        f"the data folder {place} cannot be used ({error.strerror or type(error).__name__})",
        "name a folder that you may write in with CAUCE_DATA",
    )

"""The count of wrong sign-ins, on PostgreSQL; on SQLite it lies in a file of its own."""

from django.db import migrations


def make(apps, schema_editor):
    # UNLOGGED: counts need no journal, and are lost with a crash without harm.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE UNLOGGED TABLE IF NOT EXISTS base_throttle (key text PRIMARY KEY,"
            " wrong integer NOT NULL, since double precision NOT NULL,"
            " until double precision NOT NULL)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE base_throttle")


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]

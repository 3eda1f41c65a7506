"""How entries are kept: who may read them, who owns them; those that are there are kept inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now


def keep(apps, _editor):
    """Keep every entry that was loaded before."""
    entries = apps.get_model("governments", "Entry").objects
    rows = apps.get_model("governments", "Keeping").objects
    for name in entries.values_list("pk", flat=True):
        rows.create(entry_id=name, kept_since=Now())


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="preface",
            name="revision",
            field=models.UUIDField(default=uuid.uuid4),
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="keeping",
                        serialize=False,
                        to="governments.entry",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("internal", "Internal"), ("public", "Public"), ("held", "Held")],
                        default="internal",
                        max_length=8,
                    ),
                ),
                ("next_date", models.DateField(null=True)),
                ("kept_since", models.DateTimeField()),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_by__isnull", False), ("state", "held")),
                            models.Q(
                                ("held_by__isnull", True),
                                models.Q(("state", "held"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_hold_has_its_officer",
                    )
                ],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]

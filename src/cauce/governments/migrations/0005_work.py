"""What is not finished: items and steps that two officers close, and the daily reminder of them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

PROTECT = django.db.models.deletion.PROTECT
STATES = [("open", "Open"), ("closing", "Closing"), ("closed", "Closed"), ("dropped", "Dropped")]


def officer(null=False):
    return models.ForeignKey(
        null=null, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


def closable(states=STATES):
    return [
        ("state", models.CharField(choices=states, default="open", max_length=8)),
        ("since", models.DateTimeField()),
        ("why", models.TextField(blank=True)),
        ("closed_by", officer(null=True)),
        ("second", officer(null=True)),
    ]


def by_two(name):
    return models.CheckConstraint(
        condition=Q(state__in=["open", "dropped"])
        | Q(state="closing", closed_by__isnull=False, second__isnull=True)
        | Q(state="closed", closed_by__isnull=False, second__isnull=False)
        & ~Q(closed_by=F("second")),
        name=f"{name}_closed_by_two",
    )


def identity():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0004_briefs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", identity()),
                ("day", models.DateField()),
                ("lines", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("officer", officer()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "day"), name="one_digest_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                *closable(STATES[:3]),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        primary_key=True,
                        related_name="item",
                        serialize=False,
                        to="governments.entry",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="governments.account"
                    ),
                ),
            ],
            options={"abstract": False, "constraints": [by_two("item")]},
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                *closable(),
                ("id", identity()),
                ("what", models.CharField(max_length=300)),
                ("next_date", models.DateField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="steps", to="governments.entry"
                    ),
                ),
                ("made_by", officer()),
                ("owner", officer()),
            ],
            options={"abstract": False, "constraints": [by_two("step")]},
        ),
    ]

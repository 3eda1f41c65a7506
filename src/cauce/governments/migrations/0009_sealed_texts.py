import json

import django.db.models.deletion
from django.db import migrations, models

from cauce.base import keys, sealing


def seal(apps, schema_editor):
    """Put the texts that lie in clear under keys of their own, each with its drafts."""
    text, draft = (apps.get_model("governments", name) for name in ("ReadText", "DraftEntry"))
    for row in text._default_manager.all():
        made, raw = keys.fresh_and_open(kind="text", pk=row.pk)
        fields = ("id", "kind", "master_no", "wrapped")
        stored = apps.get_model("base", "SubjectKey")(
            **{name: getattr(made, name) for name in fields}
        )
        stored.save(force_insert=True)
        key = sealing.derive(key=raw, purpose=keys.SEALING)
        row.key, row.sealed = stored, _closed(row, {"text": row.text}, key)
        row.save(update_fields=["key", "sealed"])
        for one in draft._default_manager.filter(text=row):
            one.layer, one.sealed = one.read["layer"], _closed(one, one.read, key)
            one.save(update_fields=["layer", "sealed"])


def _closed(row, said, key):
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
    return sealing.seal(text=text, key=key, table=row._meta.db_table, column="sealed", pk=row.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0004_keys_of_texts"),
        ("governments", "0008_retired_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="readtext",
            name="key",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="base.subjectkey",
            ),
        ),
        migrations.AddField(
            model_name="readtext",
            name="sealed",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="readtext",
            name="forgotten_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="draftentry",
            name="sealed",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="draftentry",
            name="layer",
            field=models.CharField(default="entry", max_length=10),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
    ]

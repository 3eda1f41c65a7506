import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0009_sealed_texts"),
    ]

    operations = [
        migrations.RemoveField(model_name="readtext", name="text"),
        migrations.RemoveField(model_name="draftentry", name="read"),
        migrations.AlterField(
            model_name="readtext",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="base.subjectkey",
            ),
        ),
    ]

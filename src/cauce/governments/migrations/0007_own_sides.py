from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0006_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="preface",
            name="own_sides",
            field=models.JSONField(default=list),
        ),
    ]

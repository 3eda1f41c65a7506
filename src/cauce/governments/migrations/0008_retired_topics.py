from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0007_own_sides"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="retired",
            field=models.BooleanField(default=False),
        ),
    ]

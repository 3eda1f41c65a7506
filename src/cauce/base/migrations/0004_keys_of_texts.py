from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_second_factor"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subjectkey",
            name="kind",
            field=models.CharField(
                choices=[
                    ("house", "House"),
                    ("person", "Person"),
                    ("household", "Household"),
                    ("text", "Text"),
                ],
                max_length=20,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("hidden", "hidden"),
                    ("restored", "shown again"),
                    ("removed", "removed for good"),
                ],
                max_length=12,
            ),
        ),
    ]

"""A reason for closing: this is not for here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0009_doors")]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="closed_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_reply", "the asker did not come back"),
                    ("not_needed", "the asker no longer needs an answer"),
                    ("elsewhere", "this is answered somewhere else"),
                    ("not_here", "this is not for here"),
                    ("unclear", "nobody can tell what is asked"),
                    ("outdated", "it is no longer so"),
                    ("other", "another reason"),
                ],
                max_length=12,
            ),
        ),
    ]

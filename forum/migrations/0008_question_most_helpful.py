"""The list by votes reads its rows in order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0007_verbs")]

    operations = [
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("hidden_at", None)),
                fields=["-score", "-created_at", "-id"],
                name="question_helpful",
            ),
        ),
    ]

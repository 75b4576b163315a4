"""A duplicate whose original went out of sight is opened again when it is due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0011_solved_by_word")]

    operations = [
        migrations.RemoveConstraint(model_name="question", name="question_status_due_when_waiting"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["needs_info", "duplicate"]), ("status_due_at", None), _connector="OR"
                ),
                name="question_status_due_when_waiting",
            ),
        ),
    ]

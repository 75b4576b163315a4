"""Solved because its asker says so, without an answer that is named as the solution."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("forum", "0010_not_here")]

    operations = [
        migrations.RemoveIndex(model_name="question", name="question_solved"),
        migrations.AlterField(
            model_name="question",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("solved", "solved"),
                    ("needs_info", "needs information"),
                    ("duplicate", "asked before"),
                    ("closed", "closed"),
                ],
                default="open",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                fields=["-created_at", "-id"],
                name="question_solved",
                condition=Q(Q(accepted_count__gt=0) | Q(status="solved"), hidden_at=None),
            ),
        ),
    ]

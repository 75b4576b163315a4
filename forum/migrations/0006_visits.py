"""What a member has read of a question; and no slug may hide the new addresses of a question."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def move_aside(apps, schema_editor):
    questions = apps.get_model("forum", "Question").objects
    for slug in ("news", "seen"):
        questions.filter(slug=slug).update(slug=f"{slug}-question")


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0005_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.question"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "question"), name="visit_once")],
            },
        ),
        migrations.RunPython(move_aside, migrations.RunPython.noop, elidable=True),
    ]

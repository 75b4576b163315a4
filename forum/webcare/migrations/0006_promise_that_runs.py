from django.db import migrations, models
from django.db.models import F, Q


class AddStored(migrations.AddField):
    """SQLite adds no stored column to a table with rows: there the next field, which makes it anew, brings this one."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def tell_what_runs(apps, schema_editor):
    """What slipped before this: its alarm was set at the new promise."""
    unfinished = apps.get_model("webcare", "Case").objects.filter(state__in=["open", "owned", "waiting"])
    unfinished.filter(alarm_due_at__gt=F("due_at")).update(
        renewed_from=F("due_at"), renewed_until=F("alarm_due_at"), slips=1
    )


class Migration(migrations.Migration):
    dependencies = [("webcare", "0005_coming_back")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_queue"),
        migrations.RemoveIndex(model_name="case", name="case_owner"),
        migrations.RemoveIndex(model_name="case", name="case_unfinished"),
        migrations.AddField("case", "renewed_from", models.DateTimeField(null=True)),
        migrations.AddField("case", "renewed_until", models.DateTimeField(null=True)),
        AddStored(
            "case",
            "promise_at",
            models.GeneratedField(
                expression=models.Case(
                    models.When(due_at=F("renewed_from"), then=F("renewed_until")), default=F("due_at")
                ),
                output_field=models.DateTimeField(null=True),
                db_persist=True,
                null=True,
            ),
        ),
        migrations.AddField("case", "slips", models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            "case", models.Index(fields=["state", "-priority", "promise_at", "id"], name="case_queue")
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["owner", "state", "-priority", "promise_at", "id"], name="case_owner"),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["-priority", "promise_at", "id"],
                name="case_unfinished",
                condition=Q(state__in=["open", "owned", "waiting"]),
            ),
        ),
        migrations.RunPython(tell_what_runs, migrations.RunPython.noop),
    ]

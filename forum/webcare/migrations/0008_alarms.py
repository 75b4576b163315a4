import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("webcare", "0007_lines_on_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("is_repeated", models.BooleanField(default=False)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="webcare.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("told_at", None)), fields=["id"], name="alarm_untold")
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "kind", "at"), name="alarm_once")],
            },
        ),
    ]

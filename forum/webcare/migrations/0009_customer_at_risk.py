"""One more reason for a case: its customer may leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webcare", "0008_alarms")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="reason",
            field=models.CharField(
                choices=[
                    ("ladder", "nobody else knew"),
                    ("urgent", "became urgent"),
                    ("not_solved", "said “still not solved”"),
                    ("incident", "spoke of an incident"),
                    ("private", "asked privately"),
                    ("check", "said “no” a week later"),
                    ("at_risk", "customer at risk"),
                ],
                default="ladder",
                max_length=12,
            ),
        ),
    ]

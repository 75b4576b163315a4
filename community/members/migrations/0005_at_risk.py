"""Who may leave, as the desk sees it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0004_department_about_nl")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="is_at_risk",
            field=models.BooleanField(default=False, verbose_name="at risk of leaving"),
        ),
    ]

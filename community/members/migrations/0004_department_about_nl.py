"""What a department does, in Dutch too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0003_department_heads")]

    operations = [
        migrations.AddField(
            model_name="department",
            name="about_nl",
            field=models.CharField(blank=True, max_length=300, verbose_name="what it does, in Dutch"),
        ),
    ]

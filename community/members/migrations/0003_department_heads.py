from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0002_choices_about_others")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="heads_department",
            field=models.BooleanField(default=False, verbose_name="heads the department"),
        ),
    ]

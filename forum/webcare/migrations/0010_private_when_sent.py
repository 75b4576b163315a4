"""A reply keeps why its case goes private until it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webcare", "0009_customer_at_risk")]

    operations = [
        migrations.AddField(
            model_name="sending",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
    ]

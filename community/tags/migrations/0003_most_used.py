from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tags", "0002_pages")]

    operations = [
        migrations.AddIndex(
            model_name="tag",
            index=models.Index(fields=["-question_count", "slug"], name="tag_most_used"),
        ),
    ]

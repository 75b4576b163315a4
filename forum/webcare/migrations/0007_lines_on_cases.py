"""The line everyone reads of how a case ended stands on the case alone, where it can be mended and masked."""

from django.db import migrations

BATCH = 500


def take_out_of_events(apps, schema_editor):
    events = apps.get_model("events", "Event").objects.using(schema_editor.connection.alias)
    changed = []
    for event in events.filter(kind="case.resolved").iterator():
        if event.details.pop("public_line", None) is not None:
            changed.append(event)
    events.bulk_update(changed, ["details"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_initial"), ("webcare", "0006_promise_that_runs")]
    operations = [migrations.RunPython(take_out_of_events, migrations.RunPython.noop, elidable=True)]

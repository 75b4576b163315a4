"""Everything that happens by itself exists."""

from celery import current_app

from community import schedule
from community.celery import app


def test_every_entry_of_the_schedule_is_a_task_of_ours():
    app.loader.import_default_modules()
    planned = {name: entry["task"] for name, entry in app.conf.beat_schedule.items()}
    assert planned, schedule.__doc__
    assert {name: task for name, task in planned.items() if task not in current_app.tasks} == {}

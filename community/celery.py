"""The Celery application: tasks are found in each app's tasks.py, what happens by itself in schedule.py."""

import os

from celery import Celery
from celery.signals import task_postrun, task_prerun

from community.lib import filequeue, logs
from community.schedule import beat_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.embedded")

filequeue.install()
app = Celery("community")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule()
app.autodiscover_tasks()

# Each line a job logs carries the job's id.
task_prerun.connect(logs.bind_task, weak=False)
task_postrun.connect(logs.unbind_task, weak=False)

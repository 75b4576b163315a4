"""manage.py measure: measures the figures of past weeks anew from the events."""

from django.core.management.base import BaseCommand

from community.lib import clock
from forum.insights.measuring import measure_recent


class Command(BaseCommand):
    help = "Measures the figures of past weeks anew."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=52, help="how many weeks back")

    def handle(self, *args, **options):
        measured = measure_recent(clock.now(), options["weeks"])
        self.stdout.write(f"{measured} weeks of boards were measured.")

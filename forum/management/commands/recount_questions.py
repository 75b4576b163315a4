"""Counts the cached numbers of questions, answers and tags anew from their rows."""

from django.core.management.base import BaseCommand

from forum.management import recounting


class Command(BaseCommand):
    help = "Replace every cached number of questions, answers and tags by what the rows say."

    def handle(self, *args, **options):
        self.stdout.write(f"{recounting.recount():,} questions were counted anew.")

"""Reads everything that can be found into the search index again; search goes on meanwhile."""

from django.core.management.base import BaseCommand, CommandError

from forum.search import face


class Command(BaseCommand):
    help = "Fill the search index anew from the database, in place."

    def handle(self, *args, **options):
        try:
            read = face.rebuild()
        except face.Busy:
            raise CommandError(
                "Another process is writing the search index. Try again in a moment."
            ) from None
        except face.SearchUnavailable as trouble:
            raise CommandError(f"The search engine does not answer: {trouble}") from None
        self.stdout.write(f"{read:,} documents were indexed.")

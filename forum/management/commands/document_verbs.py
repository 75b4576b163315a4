"""manage.py document_verbs: writes the table of who may do what from the rules."""

from pathlib import Path

from django.core.management.base import BaseCommand

from forum.management.verbs.table import markdown

PAGE = Path(__file__).resolve().parents[3] / "docs" / "verbs.md"


class Command(BaseCommand):
    help = "Writes docs/verbs.md from the rules."

    def handle(self, *args, **options):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(markdown(), encoding="utf-8")
        self.stdout.write(f"{PAGE.parent.name}/{PAGE.name} is written.")

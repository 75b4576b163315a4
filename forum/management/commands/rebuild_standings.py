"""Adds every member's standing up anew from the ledger."""

from django.core.management.base import BaseCommand

from forum.management import crediting
from forum.models import Board
from reputation import standings


class Command(BaseCommand):
    help = "Replace every standing, and those per tag, by the sum of the member's ledger entries."

    def add_arguments(self, parser):
        parser.add_argument(
            "--ledger",
            action="store_true",
            help="first enter votes and acceptances that came in without entries",
        )

    def handle(self, *args, ledger: bool, **options):
        if ledger:
            written = sum(crediting.credit_board(board) for board in Board.objects.order_by("pk"))
            self.stdout.write(f"{written:,} entries were written.")
        self.stdout.write(f"{standings.rebuild():,} standings were added up anew.")

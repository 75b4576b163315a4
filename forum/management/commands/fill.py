"""Fills the database with a synthetic community, for measuring pages and search at size."""

import json
import time

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from community.lib import clock
from forum.management.filling import community
from forum.management.stackexchange.report import peak_mb

MOST = 10_000_000


class Command(BaseCommand):
    help = (
        "Add a synthetic community: so many questions with answers, comments, votes, standing and members. It"
        " sends no mail and opens no cases. Ends with one line of JSON."
    )

    def add_arguments(self, parser):
        parser.add_argument("--questions", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same community")

    def handle(self, *args, questions: int, seed: int, **options):
        if not 1 <= questions <= MOST:
            raise CommandError(f"--questions must be between 1 and {MOST:,}.")
        started = time.monotonic()
        with tqdm(total=questions, unit=" questions", mininterval=0.5) as bar:
            members = community.fill(questions, seed, clock.now(), bar.update)
        seconds = time.monotonic() - started
        self.stdout.write(
            json.dumps(
                {
                    "questions": questions,
                    "members": members,
                    "seconds": round(seconds, 2),
                    "peak_mb": round(peak_mb(), 1),
                }
            )
        )

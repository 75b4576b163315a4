"""Measures pages as a ratio to an empty view, on a database of its own under var/bench."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from community.lib import clock
from community.lib.pagecache import PageCache
from forum.management.benchmarks import pages, serving
from forum.models import Question

# Tells the process that measures from the one that was called: parts outside are chosen when settings are read.
INSIDE = "CROWDSERVICE_BENCH"
# A synthetic community never goes into a database that people use.
LEFT_BEHIND = ("DATABASE_URL", "CACHE_URL", "BROKER_URL", "ELASTICSEARCH_URL", "SITE_URL", "LOG_LEVEL")


class Command(BaseCommand):
    help = (
        "Measure home, list and question page, as visitor and signed in, in processor time per request divided by"
        " that of an empty view. Works on a synthetic community under var/bench, made on first use."
    )

    def add_arguments(self, parser):
        parser.add_argument("--requests", type=int, default=200, help="requests per page and reader")
        parser.add_argument("--questions", type=int, default=10_000, help="size of the community")

    def handle(self, *args, requests: int, questions: int, **options):
        if requests < 1 or questions < 1:
            raise CommandError("--requests and --questions must be 1 or more.")
        if os.environ.get(INSIDE):
            return self._measure(requests, questions)
        code = subprocess.run(
            [sys.executable, "manage.py", "bench", f"--requests={requests}", f"--questions={questions}"],
            cwd=settings.ROOT,
            env=_environment(questions),
        ).returncode
        if code:
            raise CommandError("The benchmark did not come to its end.", returncode=code)

    def _measure(self, requests: int, questions: int) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        # By name: the home page is made on the floor above.
        call_command("open_community", stdout=sys.stderr)
        missing = questions - Question.objects.count()
        if missing > 0:
            call_command("fill", questions=missing, stdout=sys.stderr)
        direct = get_wsgi_application()
        cases, troubles = pages.measure(PageCache(direct), direct, requests, clock.now())
        memory = 0
        try:
            with serving.granian() as server:
                serving.measure(server, cases, requests, pages.ROUNDS)
                memory = server.memory()
        except serving.NotServed as reason:
            troubles.append(f"through Granian: {reason}")
        self.stdout.write(pages.table(cases))
        self.stdout.write(f"web worker after that: {memory / serving.MEBIBYTE:.0f} MB")
        for trouble in troubles:
            self.stdout.write(f"not measured: {trouble}")
        self.stdout.write(
            json.dumps(
                {
                    "questions": Question.objects.count(),
                    "requests": requests,
                    "pages": pages.as_data(cases),
                    "worker_mb": round(memory / serving.MEBIBYTE),
                    "not_measured": troubles,
                }
            )
        )


def _environment(questions: int) -> dict[str, str]:
    """The embedded default in a folder per size, so that a run with another size does not mix."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_BEHIND}
    return kept | {
        INSIDE: "1",
        "DJANGO_SETTINGS_MODULE": "community.settings.embedded",
        "VAR_DIR": str(Path(settings.VAR_DIR) / "bench" / str(questions)),
        # A line per request would be most of what an empty view does.
        "LOG_LEVEL": "WARNING",
    }

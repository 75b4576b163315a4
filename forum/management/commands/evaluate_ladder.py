"""Plays a Stack Exchange dump back through the real ladder and counts which questions reach webcare."""

import json
import re
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from forum.management.playing import dump
from forum.management.playing.ladder import PlayFailed, Timing
from forum.management.playing.together import judge_all
from forum.management.stackexchange.reading import DumpProblem

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> timedelta:
    """5m, 4h or 7d. Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d{1,5})([mhd])", text)
    if found is None or not int(found[1]):
        raise ArgumentTypeError(f"{text!r}: write 5m, 4h or 7d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def stretch(text: str) -> tuple[datetime, datetime]:
    """2015-06-01T00:00..2015-06-02T00:00, in UTC unless it says otherwise. Raises ArgumentTypeError."""
    try:
        moments = [datetime.fromisoformat(part) for part in text.split("..")]
        start, end = (moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments)
    except ValueError:
        raise ArgumentTypeError(f"{text!r}: write 2015-06-01T00:00..2015-06-02T00:00") from None
    if start >= end:
        raise ArgumentTypeError(f"{text!r}: the end must come after the start")
    return start, end


class Command(BaseCommand):
    help = (
        "Play a Stack Exchange dump back with a moving clock through the real ladder, on a board that is always"
        " open, in memory. Ends with a line of JSON: per patience how many questions are old enough to be judged"
        " and how many of them reached webcare because nobody else had answered by then."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder with Posts.xml")
        parser.add_argument(
            "--patience", nargs="+", default=["4h", "24h", "48h", "7d"], metavar="SPAN",
            help="after how long webcare takes over, such as 30m, 4h, 7d",
        )  # fmt: skip
        parser.add_argument("--ids", action="store_true", help="name the questions, by their ids in the dump")
        parser.add_argument(
            "--every", type=span, default=span("5m"), metavar="SPAN", help="time between sweeps"
        )
        down = parser.add_mutually_exclusive_group()
        down.add_argument(
            "--downtime", type=span, metavar="SPAN", help="no worker for so long, in the middle"
        )
        down.add_argument("--down", type=stretch, metavar="FROM..TO", help="no worker between these moments")
        parser.add_argument(
            "--every-sweep",
            action="store_true",
            help="sweep also when nothing can be due (slow, same figures)",
        )

    def handle(self, *args, folder: Path, patience: list[str], ids: bool, **options):
        try:
            spans = {text: span(text) for text in patience}
            past = dump.read(folder)
            timing = Timing(options["every"], self._down(past, options), options["every_sweep"])
            with tqdm(total=len(past.questions()) * len(spans), unit=" questions", mininterval=0.5) as bar:
                escalated = judge_all(past, spans, timing, bar.update)
        except (DumpProblem, PlayFailed, ArgumentTypeError) as problem:
            raise CommandError(str(problem)) from None
        figures = {name: self._figures(past, spans[name], escalated[name], ids=ids) for name in spans}
        self.stdout.write(json.dumps(figures))

    def _down(self, past: dump.Past, options) -> tuple[datetime, datetime] | None:
        if options["downtime"] is None:
            return options["down"]
        return past.middle() - options["downtime"] / 2, past.middle() + options["downtime"] / 2

    def _figures(self, past: dump.Past, patience: timedelta, escalated: list[int], *, ids: bool) -> dict:
        figures = {"old_enough": len(past.old_enough(patience)), "escalated": len(escalated)}
        return figures | ({"ids": escalated} if ids else {})

"""Brings a Stack Exchange data dump into a board; repeatable, and says what came in and what did not."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, connection
from django.utils.text import slugify
from tqdm import tqdm

from community.lib import clock
from forum.management.stackexchange import importing
from forum.management.stackexchange.reading import DumpProblem
from forum.management.stackexchange.report import Report
from forum.models import Board

LONGEST_SLUG = 60


class Command(BaseCommand):
    help = (
        "Import the XML files of a Stack Exchange data dump. Running it again, or with a newer dump of the"
        " same site, brings in what is new: a row is known by its board and original id. Ends with a line of"
        " JSON that counts what this run brought in."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="the folder with Posts.xml, Users.xml, ..."
        )
        parser.add_argument(
            "--board", metavar="SLUG", help="the board it comes into (default: named after the site)"
        )

    def handle(self, *args, folder: Path, board: str | None, **options):
        report = Report()
        _unmap()
        slug = _slug(board) if board is not None else _slug(slugify(_site(folder).replace(".", "-")))
        try:
            rows = importing.rows_to_read(folder)
            ours, _made = Board.objects.get_or_create(slug=slug, defaults={"name": _name(folder)})
            with tqdm(total=rows, unit=" rows", mininterval=0.5) as bar:
                importing.bring_in(folder, ours, report, now=clock.now(), tick=bar.update)
        except DumpProblem as problem:
            raise CommandError(str(problem)) from None
        except IntegrityError:
            raise CommandError(
                "Another import into this board is running. What came in so far stays; run it again later."
            ) from None
        self.stdout.write(report.table())
        self.stdout.write(report.as_json())


def _unmap() -> None:
    """Mapped pages of SQLite's file count as our memory and would grow with it; a fixed 32 MB of them does not."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-32000")


def _site(folder: Path) -> str:
    """beer for beer.stackexchange.com_2014: two dumps of one site go into one board."""
    name = re.sub(r"[_-]\d{4}(-?\d{2})*$", "", folder.resolve().name.lower())
    return re.sub(r"(\.stackexchange)?\.(com|net|org)$", "", name)


def _name(folder: Path) -> str:
    return _site(folder).replace(".", " ").strip().capitalize()[:80] or "Import"


def _slug(text: str) -> str:
    if not re.fullmatch(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_SLUG - 1}}}", text):
        raise CommandError(
            f"{text!r} cannot be a board's address: use --board with small letters, digits and dashes."
        )
    return text

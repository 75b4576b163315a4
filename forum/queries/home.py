"""The home page: boards, what was solved last and what still waits, in six queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.members.models import Member
from forum.models import Board, Question
from forum.queries.counts import Counts, counts
from forum.queries.rows import VALUES, Row, rows

SOLVED = 5
WAITING = 6


@dataclass(frozen=True, slots=True)
class BoardLink:
    path: str
    name: str
    about: str
    icon: str
    # How many questions, and how many of them wait for a first answer; in words, or nothing.
    asked: str = ""
    waiting: str = ""


@dataclass(frozen=True)
class HomePage:
    boards: list[BoardLink]
    solved: list[Row]
    waiting: list[Row]

    @property
    def waiting_ids(self) -> list[int]:
        return [row.id for row in self.waiting]


def home_page(*, member: Member | None, language: str) -> HomePage:
    questions = Question.objects.visible_to(member).listed().order_by("-created_at", "-id")
    solved = list(questions.solved().values(*VALUES)[:SOLVED])
    waiting = list(questions.unsolved().values(*VALUES)[:WAITING])
    return HomePage(
        board_links(language),
        rows(solved, language, with_tags=False),
        rows(waiting, language, with_tags=False),
    )


def board_links(language: str) -> list[BoardLink]:
    return links_to(Board.objects.filter(archived_at=None).order_by("position", "id"), language, counts())


def links_to(boards: Iterable[Board], language: str, counted: Counts) -> list[BoardLink]:
    """The boards that still take questions, as links."""
    return [
        BoardLink(
            board.path(),
            board.name_in(language),
            board.about_in(language),
            board.icon,
            counted.on(board.pk),
            counted.on(board.pk, "unanswered"),
        )
        for board in boards
        if board.archived_at is None
    ]

"""The import from beginning to end: check every file, then bring in each table after those it points to."""

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from django.db import transaction

from community.events.recording import record
from community.lib.guessing import GuesserFailed
from forum.actions import guess
from forum.management import carding, crediting, recounting
from forum.management.stackexchange import (
    answers,
    history,
    links,
    people,
    questions,
    reading,
    tagpages,
    votes,
)
from forum.management.stackexchange.bringing import Run
from forum.management.stackexchange.report import Report
from forum.models import Board, Question

log = structlog.get_logger(__name__)

# Posts are read four times: an answer may stand before its question, and be accepted after both.
READINGS = {name: 4 if name == "Posts" else 1 for name in reading.FILES}


def rows_to_read(folder: Path) -> int:
    """How many rows an import will go through. Raises DumpProblem before anything is written."""
    return sum(number * READINGS[name] for name, number in reading.survey(folder).items())


def bring_in(
    folder: Path, board: Board, report: Report, *, now: datetime, tick: Callable[[int], object]
) -> None:
    """Bring a surveyed dump into the board. A run that was interrupted is completed by running again."""
    run = Run(board=board, folder=folder, now=now, report=report, tick=tick)
    book, pages = people.TagBook(), tagpages.TagPages()
    run.each_batch("Tags", functools.partial(people.bring_tags, book=book, pages=pages))
    run.each_batch("Users", people.bring_users)
    run.each_batch("Posts", functools.partial(questions.bring_questions, book=book), questions.is_question)
    run.each_batch("Posts", answers.bring_answers, questions.is_answer)
    run.each_batch(
        "Posts", functools.partial(tagpages.bring_tag_posts, pages=pages), questions.is_something_else
    )
    run.each_batch("Posts", answers.bring_acceptances, questions.is_question)
    run.each_batch("PostHistory", functools.partial(history.bring_history, pages=pages))
    run.each_batch("Comments", answers.bring_comments)
    run.each_batch("Votes", votes.bring_votes)
    run.each_batch("PostLinks", links.bring_links)
    run.each_batch("Badges", functools.partial(people.bring_badges, badges={}))
    _settle(run)


def _settle(run: Run) -> None:
    """What follows from the rows: numbers, ledger, standings, and an event that makes cached pages stale."""
    recounting.recount(run.board)
    run.report.bring("ledger entries", crediting.credit_board(run.board))
    _guess_languages(run)
    carding.rebuild(carding.without_cards(run.board))
    with transaction.atomic():
        record(
            "board.imported",
            by=None,
            now=run.now,
            subject=f"board:{run.board.pk}",
            details={"came_in": dict(run.report.came_in)},
            stale=(f"board:{run.board.pk}", "lists", "site"),
        )


def _guess_languages(run: Run) -> None:
    """Before the cards, which say the language. Without it the import stands: `guess_languages` does it later."""
    try:
        guess.guess_missing(Question.objects.filter(board=run.board), run.now)
    except GuesserFailed as trouble:
        log.warning("languages_not_guessed", board=run.board.slug, fault=str(trouble)[:300])

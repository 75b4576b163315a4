"""Guessing the language of questions: what a person said is never overruled, what is doubtful stays as it was."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from community.lib import guessing, markup, nudges, slots
from forum.models import Card, Question

log = structlog.get_logger(__name__)

# Questions in the hands of one child: a second of work, and few MB.
BATCH = 500
# What is quoted from a machine is in no language.
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_COLUMNS = ("id", "title", "body_html", "language", "language_chosen", "language_due_at", "author__language")


def guess_due(now: datetime) -> int:
    """Guess for questions that were asked or edited since; how many were looked at. Repeatable.

    A question that is edited meanwhile stays due, and so does everything when the guesser fails.
    """
    due = Question.objects.filter(language_due_at__isnull=False).order_by("language_due_at", "id")
    rows = list(due.values(*_COLUMNS)[:BATCH])
    try:
        _guess(rows, now, settings.LANGUAGE_CODE)
    except guessing.GuesserFailed as trouble:
        log.warning("languages_not_guessed", fault=str(trouble)[:300])
        return 0
    return len(rows)


def guess_missing(
    questions: QuerySet[Question], now: datetime, tick: Callable[[int], object] = lambda number: None
) -> int:
    """Guess for those of `questions` that have no language, in bulk; how many got one. Raises GuesserFailed.

    What is doubtful gets the language that most of its neighbours are in.
    """
    last = found = 0
    while rows := list(questions.filter(language="", pk__gt=last).order_by("pk").values(*_COLUMNS)[:BATCH]):
        last = rows[-1]["id"]
        found += _guess(rows, now)
        tick(len(rows))
    return found


def _guess(rows: list[dict], now: datetime, fallback: str = "") -> int:
    """Write the guesses; without a `fallback` the commonest of them stands in. Returns how many changed."""
    open_rows = [row for row in rows if not row["language_chosen"]]
    guesses = guessing.guess([_text(row) for row in open_rows])
    fallback = fallback or _commonest(guesses)
    changed: dict[str, list[int]] = {}
    for row, guess in zip(open_rows, guesses, strict=True):
        language = guess or row["language"] or row["author__language"] or fallback
        if language != row["language"]:
            changed.setdefault(language, []).append(row["id"])
    with transaction.atomic():
        for language, ids in changed.items():
            Question.objects.filter(pk__in=ids, language_chosen=False).update(
                language=language, index_due_at=now
            )
        _settle(rows, [pk for ids in changed.values() for pk in ids])
    return sum(len(ids) for ids in changed.values())


def _text(row: dict) -> str:
    body = markup.plain(_CODE.sub(" ", row["body_html"]), guessing.LONGEST)
    return f"{row['title']}\n{body}"


def _commonest(guesses: Iterable[str]) -> str:
    counted = Counter(filter(None, guesses)).most_common(1)
    return counted[0][0] if counted else settings.LANGUAGE_CODE


def _settle(rows: list[dict], changed: list[int]) -> None:
    """What was seen is done; cards that say the language are rendered anew at the next reading."""
    for row in rows:
        if row["language_due_at"] is not None:
            Question.objects.filter(pk=row["id"], language_due_at=row["language_due_at"]).update(
                language_due_at=None
            )
    if not changed:
        return
    Card.objects.filter(question__in=changed).delete()
    slots.bump_around_commit(["lists", *(f"question:{pk}" for pk in changed)])
    nudges.nudge("forum.tasks.index")

"""Renders stored cards in bulk: after an import, or all of them when the way they look has changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from forum.models import Answer, AnswerMark, Board, Card, Comment, Question, QuestionTag
from forum.queries import cards, fieldlines

_Row, _Key = TypeVar("_Row", Comment, AnswerMark), TypeVar("_Key")
# Threads rendered at once: a few MB, and a transaction of a second at most.
BATCH = 100


def rebuild(questions: QuerySet[Question], tick: Callable[[int], object] = lambda number: None) -> int:
    """Render the cards of these questions and their answers anew; how many threads there were."""
    after = threads = 0
    while batch := list(questions.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        with transaction.atomic():
            _rebuild(batch)
        threads += len(batch)
        tick(len(batch))
    return threads


def without_cards(board: Board) -> QuerySet[Question]:
    """Questions that nobody has rendered yet."""
    return Question.objects.filter(~Exists(Card.objects.filter(question=OuterRef("pk"))), board=board)


def _rebuild(batch: list[Question]) -> None:
    ids = [question.pk for question in batch]
    answers = Answer.objects.filter(question__in=ids).select_related("question", "official_for")
    comments = _grouped(
        Comment.objects.shown().filter(question__in=ids).order_by("created_at", "id"),
        lambda comment: (comment.question_id, comment.answer_id),
    )
    marks = _grouped(
        AnswerMark.objects.filter(answer__question__in=ids).order_by("-at", "-pk"),
        lambda mark: mark.answer_id,
    )
    taggings = QuestionTag.objects.filter(question__in=ids).values_list("question_id", "tag__slug")
    tags: dict[int, list[str]] = defaultdict(list)
    for question_id, word in sorted(taggings):
        tags[question_id].append(word)
    values = fieldlines.values_of(ids)
    made = chain(
        *(
            cards.built(question, comments[question.pk, None], tags[question.pk], values=values[question.pk])
            for question in batch
        ),
        *(
            cards.built(answer, comments[answer.question_id, answer.pk], marks=marks[answer.pk])
            for answer in answers
        ),
    )
    Card.objects.filter(question__in=ids).delete()
    Card.objects.bulk_create(made)


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    groups: dict[_Key, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups

"""Replaces every cached number of questions, answers and tags by what the rows say, in bulk."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from community.tags.models import Tag
from forum.management import planning
from forum.models import Answer, Ballot, Board, Comment, MeToo, Question, QuestionTag

# Ids per statement: no statement holds the database for long.
SPAN = 2000


def recount(board: Board | None = None) -> int:
    """Recount all questions (of a board) with their answers, and all tags; how many questions there were."""
    planning.refresh_statistics()
    questions = Question.objects.all() if board is None else Question.objects.filter(board=board)
    answers = Answer.objects.all() if board is None else Answer.objects.filter(question__board=board)
    for span in _spans(answers):
        span.update(
            score=_score(Ballot.objects.open().filter(answer=OuterRef("pk")), "answer"),
            comment_count=_number(Comment.objects.shown().filter(answer=OuterRef("pk")), "answer"),
        )
    for span in _spans(questions):
        _recount_questions(span)
    recount_tags()
    return questions.count()


def recount_tags() -> None:
    """How many questions that everyone can see carry each tag."""
    taggings = QuestionTag.objects.filter(tag=OuterRef("pk"), question__hidden_at=None)
    for span in _spans(Tag.objects.all()):
        span.update(question_count=_number(taggings, "tag"))


def _recount_questions(questions: QuerySet[Question]) -> None:
    shown = Answer.objects.shown().filter(question=OuterRef("pk"))
    questions.update(
        score=_score(Ballot.objects.open().filter(question=OuterRef("pk"), answer=None), "question"),
        answer_count=_number(shown, "question"),
        accepted_count=_number(shown.filter(accepted_at__isnull=False), "question"),
        comment_count=_number(
            Comment.objects.shown().filter(question=OuterRef("pk"), answer=None), "question"
        ),
        me_too_count=_number(MeToo.objects.filter(question=OuterRef("pk")), "question"),
        active_at=Greatest(
            F("created_at"),
            Coalesce(F("edited_at"), F("created_at")),
            _latest(shown),
            _latest(Comment.objects.shown().filter(question=OuterRef("pk"))),
        ),
    )


def _grouped(rows: QuerySet, by: str) -> QuerySet:
    return rows.order_by().values(by)


def _number(rows: QuerySet, by: str) -> Coalesce:
    return Coalesce(Subquery(_grouped(rows, by).values(x=Count("pk"))), Value(0))


def _latest(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(_grouped(rows, "question").values(x=Max("created_at"))), F("created_at"))


def _score(rows: QuerySet, by: str) -> Coalesce:
    return Coalesce(Subquery(_grouped(rows, by).values(x=Sum("value"))), Value(0))


def _spans(rows: QuerySet) -> Iterator[QuerySet]:
    after = 0
    while True:
        ids = rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SPAN]
        last = list(ids)[-1:]
        if not last:
            return
        yield rows.filter(Q(pk__gt=after, pk__lte=last[0]))
        after = last[0]

"""Names of what was proposed because many have what one question asks: it bears that question's title while it may."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from forum.improvements.actions.recording import record_improvement
from forum.improvements.models import Improvement, ImprovementQuestion
from forum.models import Question

TITLE = 150
_OF_QUESTION = "me-too:"
# A question that was put together with another is hidden too; its title says nothing wrong.
_TAKEN_AWAY = Q(question__removed_at__isnull=False) | Q(
    question__hidden_at__isnull=False, question__merged_into=None
)


def reason_of(question_id: int) -> str:
    """Why it was proposed: each reason proposes once."""
    return f"{_OF_QUESTION}{question_id}"


def names_of(question: Question) -> dict[str, str]:
    """Its title; a Dutch one is a name in Dutch only."""
    title = question.title[:TITLE]
    return {"title": title, "title_nl": title if question.language == "nl" else ""}


def rename(now: datetime) -> None:
    """What was taken out of sight takes its title along, and brings it back when everyone may read it again."""
    named = ImprovementQuestion.objects.filter(
        improvement__proposed_for=Concat(Value(_OF_QUESTION), Cast("question_id", CharField()))
    ).select_related("improvement", "question")
    _set(named.filter(_TAKEN_AWAY).exclude(improvement__title=""), "improvement.unnamed", now)
    _set(named.exclude(_TAKEN_AWAY).filter(improvement__title=""), "improvement.named", now)


def _set(rows: QuerySet[ImprovementQuestion], kind: str, now: datetime) -> None:
    for row in rows:
        with transaction.atomic():
            names = names_of(row.question) if kind == "improvement.named" else {"title": "", "title_nl": ""}
            Improvement.objects.filter(pk=row.improvement_id).update(**names)
            record_improvement(kind, by=None, now=now, improvement=row.improvement)

"""Bringing requests up to date with what happened to the question; called by whoever follows its course."""

from datetime import datetime

from django.db import transaction

from community.notifications.telling import clear
from forum.models import Answer, Question
from forum.routing.models import ExpertRequest, RequestState


@transaction.atomic
def settle_requests(*, question: Question, is_finished: bool, now: datetime) -> None:
    """Who answered has answered; once the question is finished nobody waits and the notifications clear."""
    waiting = ExpertRequest.objects.waiting().filter(question=question)
    answered = Answer.objects.shown().filter(question=question).values("author")
    waiting.filter(member__in=answered).update(state=RequestState.ANSWERED, state_at=now)
    if is_finished and waiting.update(state=RequestState.EXPIRED, state_at=now):
        clear(subject=question.subject, kind="expert-asked", now=now)


def expire_requests(*, question: Question, asked_before: datetime, now: datetime) -> int:
    """Who was silent since `asked_before` makes place for the next; they may still answer. How many."""
    return (
        ExpertRequest.objects.waiting()
        .filter(question=question, asked_at__lte=asked_before)
        .update(state=RequestState.EXPIRED, state_at=now)
    )

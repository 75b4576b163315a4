"""Sparing a question: someone about to ask found that it was answered before."""

from datetime import datetime

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.models import Question

SPARED = "question.spared"


def spare_question(*, by: Member, question: Question, now: datetime) -> bool:
    """Remember that `question` helped before another one was asked; False when the member said so before."""
    if Event.objects.filter(subject=question.subject, kind=SPARED, actor=by).exists():
        return False
    record(SPARED, by=by, now=now, subject=question.subject, thread=question.subject)
    return True

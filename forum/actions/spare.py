"""Sparing a question: someone about to ask found that it was answered before."""

from datetime import datetime

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.models import Question

SPARED = "question.spared"


def spare_question(*, by: Member, question: Question, now: datetime) -> bool:
    """Remember that `question` helped before another one was asked; False when the member said so before."""
    return _spared(by, question.subject, question.subject, now)


def spare_by_article(*, by: Member, article_id: int, now: datetime) -> bool:
    """Remember that an article helped before a question was asked; False when the member said so before."""
    return _spared(by, f"article:{article_id}", "", now)


def _spared(by: Member, subject: str, thread: str, now: datetime) -> bool:
    if Event.objects.filter(subject=subject, kind=SPARED, actor=by).exists():
        return False
    record(SPARED, by=by, now=now, subject=subject, thread=thread)
    return True

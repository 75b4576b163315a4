"""One question never asks its asker twice within two days whether it is solved, however it asks."""

from datetime import datetime

from forum.escalation.climbing import QUIET
from forum.escalation.models import Check, Climb
from forum.models import Question


def quiet_until(question: Question) -> datetime | None:
    """Until when the asker is left in peace after the last time; None when nothing was ever asked. Two queries."""
    reminded = Climb.objects.filter(question=question).values_list("reminded_at", flat=True)
    checked = Check.objects.filter(question=question, asked_at__isnull=False).order_by("-asked_at")
    asked = [*reminded, *checked.values_list("asked_at", flat=True)[:1]]
    return max((moment + QUIET for moment in asked if moment), default=None)


def note_asked(question: Question, now: datetime) -> None:
    """The asker was asked now."""
    Climb.objects.filter(question=question).update(reminded_at=now)

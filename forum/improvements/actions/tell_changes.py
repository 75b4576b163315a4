""" "You said, we did": each change told once to everyone who asked, joined, helped or answered, in their language.

A change remembers up to which member it came, and `tell` knows what it told: a worker that is killed in the
middle leaves nothing out and tells nobody twice.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from community.members.models import Member
from community.notifications.telling import tell
from forum.improvements.models import Change, Improvement, ImprovementQuestion
from forum.models import Answer, MeToo, Question

BATCH = 500


def tell_due(now: datetime) -> int:
    """Tell every change that is not told yet; how many people heard something."""
    told = 0
    for pk in Change.objects.filter(told_at=None).order_by("at", "pk").values_list("pk", flat=True):
        while (heard := _next_batch(pk, now)) is not None:
            told += heard
    return told


def concerned(improvement: Improvement, after: int, limit: int) -> list[int]:
    """The next members in order of id: who asked, joined with "me too", or answered, in any of its questions."""
    gathered = ImprovementQuestion.objects.filter(improvement=improvement).values("question")
    asked = Question.objects.filter(pk__in=gathered, author__gt=after).values_list("author", flat=True)
    joined = MeToo.objects.filter(question__in=gathered, member__gt=after).values_list("member", flat=True)
    answers = Answer.objects.shown().filter(question__in=gathered, author__gt=after)
    return list(asked.union(joined, answers.values_list("author", flat=True)).order_by("author")[:limit])


def _next_batch(pk: int, now: datetime) -> int | None:
    """How many were told of the next members, or None when there are no more."""
    with transaction.atomic():
        change = (
            Change.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("improvement", "by")
            .filter(pk=pk, told_at=None)
            .first()
        )
        if change is None:
            return None
        members = concerned(change.improvement, change.told_up_to, BATCH)
        if not members:
            Change.objects.filter(pk=pk).update(told_at=now)
            return None
        heard = _tell(change, members, now)
        Change.objects.filter(pk=pk).update(told_up_to=members[-1], told_count=F("told_count") + heard)
        return heard


def _tell(change: Change, members: list[int], now: datetime) -> int:
    improvement, heard = change.improvement, 0
    speak = dict(Member.objects.filter(pk__in=members).values_list("pk", "language"))
    for language in sorted(set(speak.values())):
        heard += tell(
            [member for member in members if speak.get(member) == language],
            kind="improvement-changed",
            subject=improvement.subject,
            link=improvement.path(),
            key=f"{improvement.subject}:change:{change.number}",
            now=now,
            details={
                "title": improvement.title_in(language),
                "variant": change.state,
                "quote": change.line_in(language),
            },
        )
    return heard

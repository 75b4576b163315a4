""" "You said, we did": each change told once to everyone who asked, joined, helped or answered, in their language.

A change remembers up to which member it came, and `tell` knows what it told: a worker that is killed in the
middle leaves nothing out and tells nobody twice.
"""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from community.lib import nudges
from community.members.models import Member
from community.notifications.telling import tell
from forum.improvements.models import Change, Improvement, ImprovementQuestion
from forum.models import Answer, MeToo, Question
from forum.webcare.models import Case, PrivateMessage

BATCH = 500

log = structlog.get_logger(__name__)


def tell_due(now: datetime) -> int:
    """Tell every change that is not told yet; how many people heard something.

    One that fails waits for the next run, as do the later ones of its improvement: nobody hears "done" before "heard".
    """
    told, stuck = 0, set()
    untold = Change.objects.filter(told_at=None).order_by("at", "pk")
    for pk, improvement in list(untold.values_list("pk", "improvement_id")):
        if improvement in stuck:
            continue
        try:
            while (heard := _next_batch(pk, now)) is not None:
                told += heard
            if Change.objects.filter(pk=pk, told_at=None).exists():
                # Another worker is at it.
                stuck.add(improvement)
        except Exception as fault:
            stuck.add(improvement)
            log.exception("change_not_told", change=pk, fault=type(fault).__name__)
    return told


def tell_newcomers(improvement: Improvement) -> None:
    """Tell the last change to whoever was not told yet, once the job gets to it; without a change to nobody.

    The job walks past everyone again, and `tell` passes over those who heard it.
    """
    last = improvement.changes.order_by("-number").values("pk")[:1]
    if Change.objects.filter(pk__in=list(last.values_list("pk", flat=True))).update(
        told_at=None, told_up_to=0
    ):
        nudges.nudge("forum.improvements.tasks.tell_changes")


def concerned(improvement: Improvement, after: int, limit: int) -> list[int]:
    """The next members in order of id: who asked, joined with "me too", answered or helped, in any question."""
    first, *others = (
        rows.filter(**{f"{who}__gt": after}).values_list(who, flat=True) for rows, who in _roles(improvement)
    )
    return list(first.union(*others).order_by("author")[:limit])


def people_to_tell(improvement: Improvement, by: Member) -> dict[str, int]:
    """How many would be told of a change by this member now, by the language they read: one query."""
    whose = Q()
    for rows, who in _roles(improvement):
        whose |= Q(pk__in=rows.filter(**{f"{who}__isnull": False}).values(who))
    counted = Member.objects.present().filter(whose).exclude(pk=by.pk).values("language")
    counted = counted.annotate(count=Count("pk"))
    return dict(counted.order_by("language").values_list("language", "count"))


def _roles(improvement: Improvement) -> list[tuple[QuerySet, str]]:
    """In which rows stands whom it concerns, and under what name."""
    gathered = ImprovementQuestion.objects.filter(improvement=improvement).values("question")
    return [
        (Question.objects.filter(pk__in=gathered), "author"),
        (MeToo.objects.filter(question__in=gathered), "member"),
        (Answer.objects.shown().filter(question__in=gathered), "author"),
        (Case.objects.filter(question__in=gathered), "owner"),
        (PrivateMessage.objects.filter(case__question__in=gathered), "by"),
    ]


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
        # Whoever said it knows.
        heard = _tell(change, [member for member in members if member != change.by_id], now)
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

"""Proposing improvements by itself: many with the same trouble, or many questions with one cause. Each once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count

from community.members.models import Member
from community.notifications.telling import tell
from forum.improvements.actions.improve import gather
from forum.improvements.actions.recording import record_improvement
from forum.improvements.models import Cause, Improvement, ImprovementQuestion, Learning, State, Thresholds
from forum.models import Question

WEEK = timedelta(days=7)
BATCH = 100


def propose_due(now: datetime) -> int:
    """Propose what became due; how many. Safe to repeat: each reason proposes once, for ever."""
    least = Thresholds.current()
    return _for_many_me_toos(least.me_toos, now) + _for_frequent_causes(least.of_one_cause, now)


def _for_many_me_toos(least: int, now: datetime) -> int:
    asked = Question.objects.listed().filter(me_too_count__gte=least)
    fresh = asked.exclude(pk__in=ImprovementQuestion.objects.values("question")).order_by(
        "-me_too_count", "pk"
    )
    made = 0
    for question in fresh[:BATCH]:
        made += _propose(f"me-too:{question.pk}", question.title, None, [question], now)
    return made


def _for_frequent_causes(least: int, now: datetime) -> int:
    recent = Learning.objects.filter(at__gt=now - WEEK, improvement=None, aside_at=None)
    frequent = recent.values("cause").annotate(questions=Count("question", distinct=True))
    made = 0
    for row in frequent.filter(questions__gte=least).order_by("cause")[:BATCH]:
        cause = Cause.objects.get(pk=row["cause"])
        if cause.improvements.exclude(state__in=(State.DISMISSED, State.DONE, State.NOT_DOING)).exists():
            continue
        learnings = list(recent.filter(cause=cause).select_related("question"))
        week = "{}-W{:02}".format(*now.isocalendar()[:2])
        made += _propose(
            f"cause:{cause.pk}:{week}", cause.name, cause, [one.question for one in learnings], now
        )
    return made


def _propose(reason: str, title: str, cause: Cause | None, questions: list[Question], now: datetime) -> bool:
    try:
        with transaction.atomic():
            improvement = Improvement.objects.create(
                title=title[:150], cause=cause, department=cause.department if cause else None,
                state=State.PROPOSED, state_at=now, created_at=now, proposed_for=reason,
            )  # fmt: skip
            if cause is not None:
                Learning.objects.loose().filter(cause=cause, question__in=questions).update(
                    improvement=improvement
                )
            gather(by=None, improvement=improvement, questions=questions, now=now)
            record_improvement("improvement.proposed", by=None, now=now, improvement=improvement)
            managers = Member.objects.present().filter(is_manager=True).values_list("pk", flat=True)
            tell(
                managers, kind="improvement-proposed", subject=improvement.subject, link=improvement.path(),
                key=f"{improvement.subject}:proposed", now=now, details={"title": improvement.title},
            )  # fmt: skip
    except IntegrityError:
        # Proposed before, or by another worker in this very moment.
        return False
    return True

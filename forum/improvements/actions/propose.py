"""Proposing improvements by itself: many with the same trouble, or many questions with one cause. Each once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from community.members.models import Member
from community.notifications.telling import tell
from forum.improvements.actions.improve import gather, gather_kin
from forum.improvements.actions.recording import record_improvement
from forum.improvements.models import (
    Cause,
    Improvement,
    ImprovementQuestion,
    Learning,
    Recurrence,
    State,
    Thresholds,
)
from forum.improvements.naming import TITLE, names_of, reason_of, rename
from forum.models import Question

WEEK = timedelta(days=7)
BATCH = 100
ENDED = (State.DISMISSED, State.DONE, State.NOT_DOING)


def propose_due(now: datetime) -> int:
    """Propose what became due; how many. Safe to repeat: each reason proposes once, for ever.

    What came of a cause that is worked on already joins that work instead.
    """
    least = Thresholds.current()
    rename(now)
    _follow_questions(now)
    _join_open(now)
    # Causes first: a question they take needs no proposal of its own.
    by_cause = _for_frequent_causes(least.of_one_cause, now)
    return by_cause + _for_many_me_toos(least.me_toos, now)


def _follow_questions(now: datetime) -> None:
    """What a question was merged into, and what leads to it, stays with what was made of it."""
    held = ImprovementQuestion.objects.exclude(improvement__state__in=(State.DONE, State.NOT_DOING))
    beside = ImprovementQuestion.objects.filter(improvement=OuterRef("improvement"))
    for kin in ("question__merged_into", "question__duplicates"):
        missing = held.filter(~Exists(beside.filter(question=OuterRef(kin))), **{f"{kin}__hidden_at": None})
        missing = missing.filter(**{f"{kin}__isnull": False})
        for improvement in Improvement.objects.filter(pk__in=missing.values("improvement")).order_by("pk"):
            gather_kin(improvement, now)


def _for_many_me_toos(least: int, now: datetime) -> int:
    asked = Question.objects.listed().filter(me_too_count__gte=least)
    fresh = asked.exclude(pk__in=ImprovementQuestion.objects.values("question")).order_by(
        "-me_too_count", "pk"
    )
    made = 0
    for question in fresh[:BATCH]:
        made += _propose(reason_of(question.pk), names_of(question), None, [question], now)
    return made


def _for_frequent_causes(least: int, now: datetime) -> int:
    asked = _questions_by_cause(at__gt=now - WEEK)
    frequent = sorted(cause for cause, questions in asked.items() if len(questions) >= least)
    made = 0
    for cause in Cause.objects.filter(pk__in=frequent[:BATCH]).order_by("pk"):
        if cause.improvements.exclude(state__in=ENDED).exists():
            continue
        fresh = _in_none(asked[cause.pk])
        proposal = _proposed_alone(asked[cause.pk])
        if proposal is not None:
            _widen(proposal, cause, asked[cause.pk], fresh, now)
        elif len(fresh) >= least:
            week = "{}-W{:02}".format(*now.isocalendar()[:2])
            made += _propose(f"cause:{cause.pk}:{week}", {"title": cause.name[:TITLE]}, cause, fresh, now)
    return made


def _in_none(questions: set[int]) -> list[Question]:
    """Those that no unfinished improvement holds: nobody is told of one trouble twice."""
    held = ImprovementQuestion.objects.exclude(improvement__state__in=ENDED).filter(question__in=questions)
    return list(
        Question.objects.filter(pk__in=questions - set(held.values_list("question", flat=True))).order_by(
            "pk"
        )
    )


def _proposed_alone(questions: set[int]) -> Improvement | None:
    """What was proposed for the many that have one of these too, and nobody looked at yet."""
    reasons = [reason_of(pk) for pk in questions]
    alone = Improvement.objects.proposed().filter(cause=None, proposed_for__in=reasons)
    return alone.order_by("created_at", "pk").first()


@transaction.atomic
def _widen(
    proposal: Improvement, cause: Cause, asked: set[int], fresh: list[Question], now: datetime
) -> None:
    """The question it was proposed for turned out to be one of many: they go together."""
    proposal.cause, proposal.department = cause, proposal.department or cause.department
    proposal.save(update_fields=["cause", "department"])
    _take_in(proposal, asked)
    gather(by=None, improvement=proposal, questions=fresh, now=now)


def _join_open(now: datetime) -> None:
    """Whoever asked before or while it is worked on hears of the next change too."""
    open_now = Improvement.objects.exclude(state__in=ENDED).filter(cause__isnull=False)
    asked = _questions_by_cause(cause__in=open_now.values("cause"))
    worked_on = open_now.filter(cause__in=asked).order_by("created_at", "pk")
    # The latest of a cause takes what is new.
    for improvement in {one.cause_id: one for one in worked_on}.values():
        with transaction.atomic():
            _take_in(improvement, asked[improvement.cause_id])
            gather(by=None, improvement=improvement, questions=_in_none(asked[improvement.cause_id]), now=now)


def _take_in(improvement: Improvement, questions: Iterable[Question | int]) -> None:
    for kind in (Learning, Recurrence):
        loose = kind.objects.loose().filter(cause=improvement.cause_id, question__in=questions)
        loose.update(improvement=improvement)


def _questions_by_cause(**which) -> dict[int, set[int]]:
    """In no improvement yet: what taught something, and what was the same again."""
    found: dict[int, set[int]] = defaultdict(set)
    for kind in (Learning, Recurrence):
        for cause, question in kind.objects.loose().filter(**which).values_list("cause_id", "question_id"):
            found[cause].add(question)
    return found


def _propose(
    reason: str, names: dict[str, str], cause: Cause | None, questions: list[Question], now: datetime
) -> bool:
    try:
        with transaction.atomic():
            improvement = Improvement.objects.create(
                **names, cause=cause, department=cause.department if cause else None,
                state=State.PROPOSED, state_at=now, created_at=now, proposed_for=reason,
            )  # fmt: skip
            if cause is not None:
                _take_in(improvement, questions)
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

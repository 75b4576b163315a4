"""Asking colleagues who know."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.models import Question
from forum.routing.matcher import Match
from forum.routing.models import ExpertRequest, RequestState


@transaction.atomic
def ask_experts(
    *, question: Question, matches: Collection[Match], now: datetime, by: Member | None = None
) -> list[ExpertRequest]:
    """Put the question to each of them, once: who was asked before is not asked again. The requests made."""
    asked_before = set(ExpertRequest.objects.filter(question=question).values_list("member_id", flat=True))
    requests = [
        ExpertRequest(question=question, member_id=one.member_id, asked_at=now, state_at=now, reason=one.why)
        for one in matches
        if one.member_id not in asked_before
    ]
    if not requests:
        return []
    ExpertRequest.objects.bulk_create(requests, ignore_conflicts=True)
    chosen = [request.member_id for request in requests]
    departments = Member.objects.filter(pk__in=chosen).values_list("department_id", flat=True).distinct()
    tell(
        chosen,
        kind="expert-asked",
        subject=question.subject,
        link=question.path(),
        key=f"expert-asked:{question.pk}",
        now=now,
        actor=by,
        details={"title": question.title},
    )
    record(
        "expert.asked",
        by=by,
        now=now,
        subject=question.subject,
        thread=question.subject,
        details={"count": len(chosen), "departments": sorted(departments)},
        stale=[question.subject],
    )
    return list(
        ExpertRequest.objects.filter(question=question, member__in=chosen, state=RequestState.WAITING)
    )

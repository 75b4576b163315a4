"""Colleagues of the desk, and who of them is here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from community.members.models import Member
from forum.webcare.models import Absence, Case


@dataclass(frozen=True)
class Colleague:
    member: Member
    # Away until then; None for who is here.
    away_until: datetime | None


def at_the_desk() -> QuerySet[Member]:
    return Member.objects.present().filter(Q(is_agent=True) | Q(is_lead=True))


def who_could_take(case: Case, member: Member, now: datetime) -> list[Colleague]:
    """Agents other than the owner and `member` by name, who is away last; one query."""
    away = Absence.objects.filter(member=OuterRef("pk"), since__lte=now, until__gt=now)
    until = away.order_by().values("member").annotate(last=Max("until")).values("last")
    found = Member.objects.agents().exclude(pk__in=[case.owner_id or 0, member.pk])
    listed = [
        Colleague(one, one.away_until)
        for one in found.annotate(away_until=Subquery(until)).order_by("name", "pk")
    ]
    return sorted(listed, key=lambda one: one.away_until is not None)

"""Replies of a case that are on their way, and those of the reader that could not be sent."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Exists, OuterRef, Q

from community.members.models import Member
from forum.webcare.models import Case, Sending, SendingState


@dataclass(frozen=True)
class Waiting:
    """`seconds` are left until it is sent; only who wrote it can take it back."""

    sending: Sending
    seconds: int
    is_own: bool


@dataclass(frozen=True)
class OnTheWay:
    """Everybody's that wait, oldest first, and the reader's own last one that failed."""

    waiting: list[Waiting]
    failed: Sending | None = None

    @property
    def has_own(self) -> bool:
        return self.failed is not None or any(one.is_own for one in self.waiting)

    def has_due(self, now: datetime) -> bool:
        return any(one.sending.send_at <= now for one in self.waiting)


def has_way(member: Member) -> Exists:
    """For the query that reads a case: whether anything of it is on its way, so that a quiet page asks no more."""
    return Exists(Sending.objects.filter(_shown_to(member), case=OuterRef("pk")))


def on_the_way(case: Case, member: Member, now: datetime) -> OnTheWay:
    """One query."""
    sendings = Sending.objects.filter(_shown_to(member), case=case)
    found = list(sendings.select_related("by").order_by("send_at", "pk"))
    failed = [sending for sending in found if sending.state == SendingState.FAILED]
    waiting = [
        Waiting(sending, max(0, ceil((sending.send_at - now).total_seconds())), sending.by_id == member.pk)
        for sending in found
        if sending.state == SendingState.WAITING
    ]
    return OnTheWay(waiting, failed[-1] if failed else None)


def _shown_to(member: Member) -> Q:
    return Q(state=SendingState.WAITING) | Q(state=SendingState.FAILED, by=member)

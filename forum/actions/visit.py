"""Noting how far a member has read: one question, or everything they follow."""

from datetime import datetime

from django.db import transaction

from community.members.models import Member
from forum import rules
from forum.models import Question, Visit
from forum.queries.needing import moved_visits, unvisited_follows


def note_visit(*, by: Member, question: Question, seen_at: datetime, now: datetime) -> None:
    """The page as of `seen_at` was read; an older page changes nothing. Reading leaves no event behind."""
    rules.require(rules.may_see(by, question), "")
    moment = min(seen_at, now)
    visit, made = Visit.objects.get_or_create(member=by, question=question, defaults={"seen_at": moment})
    if not made:
        Visit.objects.filter(pk=visit.pk, seen_at__lt=moment).update(seen_at=moment)


@transaction.atomic
def note_all_read(*, by: Member, seen_at: datetime, now: datetime) -> None:
    """Whatever waits unread counts as read up to `seen_at`; what came after it stays unread."""
    moment = min(seen_at, now)
    behind = Visit.objects.filter(member=by, seen_at__lt=moment)
    behind.filter(question__in=moved_visits(by)).update(seen_at=moment)
    opened = [Visit(member=by, question_id=row["question"], seen_at=moment) for row in unvisited_follows(by)]
    Visit.objects.bulk_create(opened, ignore_conflicts=True)

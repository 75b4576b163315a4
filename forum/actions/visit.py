"""Noting how far a member has read a question."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.models import Question, Visit


def note_visit(*, by: Member, question: Question, seen_at: datetime, now: datetime) -> None:
    """The page as of `seen_at` was read; an older page changes nothing. Reading leaves no event behind."""
    rules.require(rules.may_see(by, question), "")
    moment = min(seen_at, now)
    visit, made = Visit.objects.get_or_create(member=by, question=question, defaults={"seen_at": moment})
    if not made:
        Visit.objects.filter(pk=visit.pk, seen_at__lt=moment).update(seen_at=moment)

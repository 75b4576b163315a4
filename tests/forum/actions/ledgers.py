"""What the tests of the verbs read back: points, events and the thread's numbers."""

from community.events.models import Event
from community.members.models import Member
from forum.models import Question
from reputation.models import Entry, Standing, TagStanding


def total(member: Member) -> int:
    """The sum of entries, which the kept standing must equal."""
    entries = sum(Entry.objects.filter(member=member).values_list("points", flat=True))
    kept = Standing.objects.filter(member=member).values_list("total", flat=True).first() or 0
    assert kept == entries
    return entries


def tag_totals(member: Member) -> dict[str, int]:
    rows = TagStanding.objects.filter(member=member).values_list("tag__slug", "total")
    return {slug: points for slug, points in rows if points}


def kinds(question: Question) -> list[str]:
    """The kinds of the thread's events, oldest first."""
    return list(Event.objects.filter(thread=question.subject).order_by("id").values_list("kind", flat=True))

"""Regular helpers: customers who earned standing with a question's tags, or who answer most on its board."""

from collections import Counter
from datetime import datetime

from django.db.models import Q, Sum

from community.members.models import Member
from forum.models import Answer, Question
from reputation.models import TagStanding

# Who helped lately is read from the board's latest answers, so that a board of any size costs the same.
LATEST_ANSWERS = 1000


def regular_helpers(question: Question, limit: int, now: datetime) -> list[int]:
    """Ids of at most `limit` members, best first; never the asker, nor anyone of the company."""
    found = _by_standing(question, limit, now)
    if len(found) < limit:
        found += [one for one in _by_answers(question, now) if one not in found]
    return found[:limit]


def _customers(question: Question, now: datetime):
    return (
        Member.objects.present()
        .filter(department=None, is_agent=False, is_lead=False, is_imported=False)
        .filter(Q(suspended_until=None) | Q(suspended_until__lte=now))
        .filter(Q(silenced_until=None) | Q(silenced_until__lte=now))
        .exclude(pk=question.author_id or 0)
    )


def _by_standing(question: Question, limit: int, now: datetime) -> list[int]:
    tags = list(question.taggings.values_list("tag_id", flat=True))
    earned = (
        TagStanding.objects.filter(tag__in=tags, total__gt=0, member__in=_customers(question, now))
        .values("member")
        .annotate(points=Sum("total"))
        .order_by("-points", "member")
    )
    return [row["member"] for row in earned[:limit]]


def _by_answers(question: Question, now: datetime) -> list[int]:
    latest = Answer.objects.shown().filter(question__board=question.board_id, author__isnull=False)
    counts = Counter(latest.order_by("-pk").values_list("author_id", flat=True)[:LATEST_ANSWERS])
    present = set(_customers(question, now).filter(pk__in=counts).values_list("pk", flat=True))
    return [author for author, _count in counts.most_common() if author in present]

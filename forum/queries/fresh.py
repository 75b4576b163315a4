"""What came to a thread since the reader's last visit, marked as its cards are filled."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.models import Visit
from forum.queries.moments import iso


class Fresh:
    """Gives the mark of a post by its token, and remembers which posts got one; none without an earlier visit."""

    def __init__(self, member_id: int | None, seen_at: datetime | None):
        self.seen_at = seen_at
        self._member, self._seen = str(member_id), iso(seen_at) if seen_at else ""
        label = escape(_("New"))
        self._mark = f'<span class="badge badge-new"><span class="badge-dot"></span> {label}</span>'
        self.anchors: set[str] = set()

    def of(self, anchor: str, author: str, written: str) -> str:
        """Nothing for what the reader wrote or saw; moments as `iso` writes them compare as text."""
        if not self._seen or author == self._member or written <= self._seen:
            return ""
        self.anchors.add(anchor)
        return self._mark

    def first_in(self, cards: Iterable[str]) -> str:
        """The anchor of the first marked post in these cards, or nothing."""
        if not self.anchors:
            return ""
        html = "".join(cards)
        return min(self.anchors, key=lambda anchor: html.find(f'id="{anchor}"'))


def fresh_ids(member: Member, ids: Iterable[int]) -> frozenset[int]:
    """Of these questions, those that `member` read before and in which something happened since. One query."""
    visits = Visit.objects.filter(member=member, question__in=list(ids))
    rows = visits.values_list("question_id", "seen_at", "question__active_at")
    return frozenset(number for number, seen_at, active_at in rows if active_at > seen_at)

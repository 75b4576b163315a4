"""Questions that were answered long ago and wait for somebody to say which answer solved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from community.lib import paging
from community.members.models import Member
from forum import rules
from forum.models import Answer, Question
from forum.queries.choices import kept
from forum.queries.lastword import last_word
from forum.queries.rows import VALUES, Row, rows
from reputation import standings

PAGE_SIZE = 20
# As long as a stored page: who just earned it finds the list a few minutes later.
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Waiting:
    rows: list[Row]
    newer: str | None
    older: str | None


def may_accept_for_others(member: Member) -> bool:
    """Whether the list is for this member; two queries, and none once it was looked up."""
    if rules.curates(member):
        return True
    return kept(f"accepts-for-others:{member.pk}", KEPT_SECONDS, lambda: (_may(member),))[0]


def waiting(member: Member, query: Mapping[str, str], *, language: str, now: datetime) -> Waiting:
    """The page of the list an address asks for, what was asked longest ago first: three queries."""
    until = now - rules.SILENCE_BEFORE_OTHERS_ACCEPT
    others = Answer.objects.shown().filter(question=OuterRef("pk"), created_at__lte=until)
    silent = (
        Question.objects.listed()
        .unsolved()
        .filter(
            Exists(others.exclude(author=member)), answer_count__gt=0, locked_at=None, created_at__lte=until
        )
        .alias(last_word_at=last_word())
        .filter(last_word_at__lte=until)
    )
    found = silent.exclude(author=member).values(*VALUES)
    page = paging.requested(found, query, fields=("created_at", "id"), size=PAGE_SIZE)
    return Waiting(rows(page.items, language), page.newer, page.older)


def _may(member: Member) -> bool:
    has_been_accepted = Answer.objects.filter(author=member, accepted_at__isnull=False).exists()
    return rules.may_accept_for_others(member, standings.of(member), has_been_accepted)

"""The page of what readers noted when they tried an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from community.lib import paging
from forum.models import Answer, AnswerMark, MarkKind
from forum.queries import answermarks, people
from forum.queries.moments import moments
from forum.queries.people import Person

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Noted:
    id: int
    person: Person
    said: str
    icon: str
    note: str
    when: SafeString
    is_older: bool


@dataclass(frozen=True)
class NotesPage:
    lines: list[Noted]
    counts: SafeString
    newer: str | None
    older: str | None


def notes_page(answer: Answer, query: Mapping[str, str], *, language: str) -> NotesPage:
    """All notes of readers, the newest first, below what they found together: three queries."""
    rows = AnswerMark.objects.filter(answer=answer).exclude(note="")
    page = paging.requested(rows, query, fields=("-at", "-id"), size=PAGE_SIZE)
    known = people.people([mark.member_id for mark in page.items], language)
    times = moments(language)
    return NotesPage(
        [
            Noted(
                mark.pk,
                known.get(mark.member_id) or known[None],
                mark.get_kind_display(),
                "i-warn" if mark.kind == MarkKind.CAREFUL else "i-clock",
                mark.note,
                times.stamp(mark.at),
                answer.edited_at is not None and mark.at < answer.edited_at,
            )
            for mark in page.items
        ],
        mark_safe(answermarks.counts(answermarks.marks_of(answer), answer.edited_at, times)),
        page.newer,
        page.older,
    )

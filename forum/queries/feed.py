"""What a feed of a list holds: the questions that fit its filters, with their text."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from forum.queries.filters import SORTS, Filters
from forum.queries.listing import selection

ENTRIES = 30


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    title: str
    html: str
    author: str
    language: str
    asked_at: datetime
    active_at: datetime


def entries(filters: Filters) -> list[Entry]:
    """The first questions of a list as visitors see it, in one query."""
    found = selection(filters, None).order_by(*SORTS[filters.sort]).select_related("author")
    wanted = found.only(
        "slug",
        "title",
        "body_html",
        "language",
        "created_at",
        "active_at",
        "author__name",
        "author__erased_at",
    )
    return [
        Entry(
            path=question.path(),
            title=question.title,
            html=question.body_html,
            author=question.author.name
            if question.author and question.author.erased_at is None
            else _("Former member"),
            language=question.language,
            asked_at=question.created_at,
            active_at=question.active_at,
        )
        for question in wanted[:ENTRIES]
    ]

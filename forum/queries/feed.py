"""What a feed holds: the questions of a list, or the answers to one question, with their text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.models import Answer, Question
from forum.queries import mentions, tokens
from forum.queries.filters import Filters
from forum.queries.listing import selection
from forum.queries.people import Person, people

ENTRIES = 30
_AUTHOR = ("author__name", "author__erased_at")
# A feed is read elsewhere: addresses of this site are written in full.
_OWN_ADDRESS = re.compile(r'(?:(?<= src=")|(?<= href="))/(?!/)')


@dataclass(frozen=True, slots=True)
class Entry:
    """`known_as` is the short address, which never changes."""

    path: str
    known_as: str
    title: str
    html: str
    author: str
    published_at: datetime
    updated_at: datetime


def entries(filters: Filters) -> list[Entry]:
    """The first questions of a list as visitors see it: one query, and one for whom they mention."""
    found = selection(filters, None).order_by(*filters.order).select_related("author")
    wanted = found.only("slug", "title", "body_html", "created_at", "active_at", *_AUTHOR)
    found = list(wanted[:ENTRIES])
    known = _mentioned(question.body_html for question in found)
    return [
        Entry(
            path=question.path(),
            known_as=f"/questions/{question.pk}/",
            title=question.title,
            html=_full(question.body_html, known),
            author=_name(question.author),
            published_at=question.created_at,
            updated_at=question.active_at,
        )
        for question in found
    ]


def answers(question: Question) -> list[Entry]:
    """The newest answers that everyone may read: one query, and one for whom they mention."""
    found = Answer.objects.shown().filter(question=question).order_by("-created_at", "-id")
    wanted = found.select_related("author").only(
        "body_html", "created_at", "edited_at", "question_id", *_AUTHOR
    )
    return list(_of_answers(list(wanted[:ENTRIES])))


def _of_answers(found: list[Answer]) -> Iterable[Entry]:
    known = _mentioned(answer.body_html for answer in found)
    for answer in found:
        name = _name(answer.author)
        yield Entry(
            path=answer.path(),
            known_as=answer.path(),
            title=_("Answer by %(name)s") % {"name": name},
            html=_full(answer.body_html, known),
            author=name,
            published_at=answer.created_at,
            updated_at=answer.edited_at or answer.created_at,
        )


def _name(author: Member | None) -> str:
    return author.name if author and author.erased_at is None else _("Former member")


def _mentioned(texts: Iterable[str]) -> dict[int | None, Person]:
    """Whoever the texts call, as they are called now."""
    ids = set().union(*(mentions.named(text) for text in texts))
    return people(ids, get_language() or "en") if ids else {}


def _full(html: str, known: Mapping[int | None, Person]) -> str:
    named = tokens.with_mentions(mentions.with_names(tokens.plain(html)), known)
    return _OWN_ADDRESS.sub(f"{settings.SITE_URL}/", named)

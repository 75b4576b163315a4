"""Atom feeds: every list of questions by the filters of its address, and the answers to one question."""

import hashlib
from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import pagecache
from community.members import frame
from forum.models import Board
from forum.queries import feed, filters
from forum.queries.feed import Entry
from forum.views import loading, narrowing


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The list of this address as a feed."""
    pagecache.reading(request, ["lists", "site"])
    asked = filters.read(request.GET, member=None, boards=list(Board.objects.all()))
    pagecache.also(request, asked.slots)
    language = loading.language()
    place = " · ".join(narrowing.said(asked, name, language) for name in asked.narrowing)
    return _sent(request, place, asked.address(), feed.entries(asked))


@require_safe
def answers(request: HttpRequest, question_id: int) -> HttpResponse:
    """The answers to one question, the newest first."""
    pagecache.reading(request, [f"question:{question_id}", "site"])
    question = loading.question(question_id, None)
    place = _("Answers: %(title)s") % {"title": question.title}
    return _sent(request, place, question.path(), feed.answers(question))


def _sent(request: HttpRequest, place: str, path: str, entries: Iterable[Entry]) -> HttpResponse:
    """A feed reader that names the tag of what it has gets 304; a visitor's from the stored page."""
    entries = list(entries)
    body = _document(request, place, path, entries).writeString("utf-8").encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if entries:
        newest = max(entry.updated_at for entry in entries)
        response["Last-Modified"] = http_date(newest.timestamp())
    # Only by its tag: what was hidden since makes a feed older, not newer.
    return pagecache.mark(request, get_conditional_response(request, response["ETag"], None, response))


def _document(request: HttpRequest, place: str, path: str, entries: list[Entry]) -> Atom1Feed:
    home, name = settings.SITE_URL, frame.name()
    document = Atom1Feed(
        title=f"{place} · {name}" if place else name,
        link=home + path,
        description=None,
        feed_url=home + quote(request.get_full_path(), safe="/?&=%"),
        language=loading.language(),
    )
    for entry in entries:
        document.add_item(
            title=entry.title,
            link=home + entry.path,
            description=entry.html,
            author_name=entry.author,
            unique_id=home + entry.known_as,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
        )
    return document

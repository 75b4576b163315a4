"""Lists of questions as Atom feeds: the same filters in the address as the list has."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from community.members import frame
from forum.models import Board
from forum.queries import feed, filters
from forum.views import loading

FRESH_SECONDS = 300


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The list of this address as a feed."""
    asked = filters.read(request.GET, member=None, boards=list(Board.objects.all()))
    document = _document(asked, request.get_full_path())
    response = HttpResponse(document.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _document(asked: filters.Filters, address: str) -> Atom1Feed:
    """Entries are known by the question's short address, which never changes."""
    home, name = settings.SITE_URL, frame.name()
    place = asked.board.name_in(loading.language()) if asked.board else asked.tag.slug if asked.tag else ""
    document = Atom1Feed(
        title=f"{place} · {name}" if place else name,
        link=home + asked.address(),
        description=None,
        feed_url=home + quote(address, safe="/?&=%"),
        language=loading.language(),
    )
    for entry in feed.entries(asked):
        number = entry.path.split("/")[2]
        document.add_item(
            title=entry.title,
            link=home + entry.path,
            description=entry.html,
            author_name=entry.author,
            unique_id=f"{home}/questions/{number}/",
            pubdate=entry.asked_at,
            updateddate=entry.active_at,
        )
    return document

"""The pages of the top floor that Wagtail does not serve by itself: cached serving, and search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from cms import queries, searching
from cms.models import HomePage
from community.lib import languages, throttle
from community.lib.pagecache import cached_page
from forum.models import Board
from forum.search.face import DEEPEST, SearchUnavailable

QUERY_LETTERS = 200
_SEARCH_RESTS = _("Search is resting for a moment. The lists of questions work; please try again soon.")
_SEARCHED_TOO_OFTEN = _("That were many searches in a short time. Please try again in a minute.")


@require_safe
@cached_page(lambda request: ("site", "lists"))
def home(request: HttpRequest) -> HttpResponse:
    """The home page of this site, without Wagtail's walk along the tree; another kind of page is walked to."""
    site = Site.find_for_request(request)
    front = HomePage.objects.live().public().filter(pk=site.root_page_id).first() if site else None
    return front.serve(request) if front else wagtail_serve(request, "")


@require_safe
@cached_page(lambda request, path="": ("site", "lists"))
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A published Wagtail page, the same for every visitor."""
    return wagtail_serve(request, path)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Questions and articles by words. An engine that is down is said, with what to do instead."""
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:QUERY_LETTERS]
    language = get_language() or "en"
    boards = list(Board.objects.order_by("position", "id")) if text else []
    wanted = queries.wanted(request.GET, text, boards)
    context = {"text": text, "said": languages.isolated(text), "wanted": wanted, "found": None}
    if not text:
        return render(request, "cms/search.html", context)
    context |= searching.around(wanted, boards, language)
    try:
        throttle.spend(throttle.SEARCH, throttle.who(request))
        context["found"] = queries.found(wanted, language=language, offset=_offset(request))
        if not context["found"].rows:
            context["ways"] = searching.ways_out(wanted, language)
    except SearchUnavailable:
        context["fault"] = _SEARCH_RESTS
        return render(request, "cms/search.html", context, status=503)
    except throttle.TooOften:
        context["fault"] = _SEARCHED_TOO_OFTEN
        return render(request, "cms/search.html", context, status=429)
    return render(request, "cms/search.html", context)


def _offset(request: HttpRequest) -> int:
    raw = request.GET.get("from", "0")
    return min(int(raw), DEEPEST) if raw.isdecimal() and len(raw) < 6 else 0

"""robots.txt, the index of sitemaps and the sitemaps themselves."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms.models import ArticlePage
from forum.queries import sitemap

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FRESH_SECONDS = 3600
# What says nothing to a visitor who comes from a search engine, or is one of endlessly many.
CLOSED = (
    "/accounts/",
    "/admin/",
    "/demo/",
    "/desk/",
    "/for-you/",
    "/language/",
    "/notifications/",
    "/questions/ask/",
    "/search/",
    "/settings/",
    "/standing/",
    "/writing/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index: the lists and articles, then one sitemap for every ten thousand numbers of questions."""
    names = ["places", *(f"questions-{part}" for part in range(sitemap.slices()))]
    entries = (
        f"<sitemap><loc>{escape(settings.SITE_URL)}/sitemaps/{name}.xml</loc></sitemap>" for name in names
    )
    return _xml("sitemapindex", entries)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    return _xml("urlset", _places())


@require_safe
def questions(request: HttpRequest, part: int) -> HttpResponse:
    if part >= max(1, sitemap.slices()):
        raise Http404("no questions have such numbers")
    return _xml("urlset", (_entry(path, active_at) for path, active_at in sitemap.questions(part)))


def _places() -> Iterator[str]:
    yield _entry("/")
    for path in sitemap.places():
        yield _entry(path)
    articles = ArticlePage.objects.live().public().order_by("pk")
    for slug, changed_at in articles.values_list("slug", "last_published_at").iterator():
        yield _entry(f"/articles/{slug}/", changed_at)


def _entry(path: str, changed_at: datetime | None = None) -> str:
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(settings.SITE_URL + quote(path))}</loc>{changed}</url>"


def _xml(root: str, entries: Iterator[str]) -> HttpResponse:
    """Streamed: ten thousand addresses are never in memory at once."""

    def document() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
        for entry in entries:
            yield entry + "\n"
        yield f"</{root}>\n"

    return _kept(StreamingHttpResponse(document(), content_type="application/xml; charset=utf-8"))


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response

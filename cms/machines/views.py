"""robots.txt, the index of sitemaps, the sitemaps themselves, and the pictures that other sites show of a page."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cms.branding.current import Brand, brand
from cms.machines import drawing, pictures
from cms.models import ArticlePage
from community.lib import languages, throttle
from community.lib.media import KEPT, POLICY
from community.lib.sharedcache import CACHE_ERRORS
from community.lib.throttle import Limit
from forum.models import Question
from forum.queries import sitemap

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FRESH_SECONDS = 3600
# A picture costs as much as a few pages: this many a minute, whoever asks.
DRAW = Limit("preview-picture", 60, 60)
VERBS = ("comments", "delete", "edit", "history", "language", "marks", "remove", "restore", "tags")
# What says nothing to a visitor who comes from a search engine, or is one of endlessly many.
CLOSED = (
    "/accounts/",
    "/admin/",
    "/answer-by-mail/",
    "/attachments/",
    "/bookmarks/",
    "/comments/",
    "/demo/",
    "/desk/",
    "/following/",
    "/for-you/",
    "/language/",
    "/notifications/",
    "/questions/ask/",
    "/review/",
    "/search/",
    "/settings/",
    "/standing/",
    "/writing/",
    # Any page in another order, and the forms and old texts of a post. (RFC 9309 has "*" in paths.)
    "/*?*sort=",
    "/*/about/edit/",
    "/*/about/history/",
    *(f"/{place}/*/{verb}/" for place in ("questions", "answers") for verb in VERBS),
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index: boards and articles, then one sitemap for every ten thousand numbers of tags and of questions."""
    names = [
        "places",
        *(f"tags-{part}" for part in range(sitemap.slices_of_tags())),
        *(f"questions-{part}" for part in range(sitemap.slices())),
    ]
    entries = (
        f"<sitemap><loc>{escape(settings.SITE_URL)}/sitemaps/{name}.xml</loc></sitemap>" for name in names
    )
    return _xml("sitemapindex", entries)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    return _xml("urlset", _places())


@require_safe
def tags(request: HttpRequest, part: int) -> HttpResponse:
    if part >= max(1, sitemap.slices_of_tags()):
        raise Http404("no tags have such numbers")
    return _xml("urlset", (_entry(path) for path in sitemap.tags(part)))


@require_safe
def questions(request: HttpRequest, part: int) -> HttpResponse:
    if part >= max(1, sitemap.slices()):
        raise Http404("no questions have such numbers")
    return _xml("urlset", (_entry(path, active_at) for path, active_at in sitemap.questions(part)))


@require_safe
def house_picture(request: HttpRequest, digest: str) -> HttpResponse:
    """What is shown elsewhere of a page that has no picture of its own."""
    house = brand()
    path = pictures.path_of_house(house)
    return _picture(path, house, "", "") if path == request.path else redirect(path)


@require_safe
def question_picture(request: HttpRequest, question_id: int, language: str, digest: str) -> HttpResponse:
    """The title in large letters. An address of before the title changed leads to the one of now."""
    shown = Question.objects.listed().defer("body", "body_html")
    question = get_object_or_404(shown, pk=question_id)
    if language not in languages.spoken():
        raise Http404("the site does not speak it")
    with override(language):
        house = brand()
        path = pictures.path_of_question(question, house, language)
        if path != request.path:
            return redirect(path)
        return _picture(path, house, question.title, _("Solved") if pictures.is_solved(question) else "")


def _picture(path: str, house: Brand, title: str, state: str) -> HttpResponse:
    """Drawn once, and kept for an hour here: whoever shows it elsewhere keeps it for longer."""
    key = f"preview-picture:{path}"
    content = _from_cache(key)
    if content is None:
        try:
            throttle.spend(DRAW, "everyone")
        except throttle.TooOften as trouble:
            return HttpResponse(status=429, headers={"Retry-After": str(trouble.retry_after)})
        content = drawing.drawn(title=title, state=state, name=house.name, accent=house.accent)
        with suppress(*CACHE_ERRORS):
            cache.set(key, content, FRESH_SECONDS)
    headers = {"Cache-Control": KEPT, "Content-Security-Policy": POLICY}
    return HttpResponse(content, content_type="image/png", headers=headers)


def _from_cache(key: str) -> bytes | None:
    try:
        return cache.get(key)
    except CACHE_ERRORS:
        return None


def _places() -> Iterator[str]:
    yield _entry("/")
    for path, changed_at in sitemap.places():
        yield _entry(path, changed_at)
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

"""`{% from_the_handbook question %}`: articles that fit a question, kept until something is published."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django import template
from django.core.cache import cache
from django.utils import translation

from cms.handbook import queries, rules
from cms.models import ArticlePage
from community.lib import clock, slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.models import Question
from forum.queries.moments import moments
from forum.search import analysis, face, wordlists

register = template.Library()

SHOWN = 2
LOOKED_AT = 4
KEPT_SECONDS = 12 * 3600
RETRY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Fitting:
    path: str
    title: str
    language: str
    checked_by: str
    checked_by_nl: str
    checked_at: date | None
    # Written from this very question.
    is_own: bool = False


@register.inclusion_tag("cms/from_the_handbook.html", takes_context=True)
def from_the_handbook(context, question: Question) -> dict:
    """The article written from it and those that fit, kept; at most two queries, for what nobody looked up yet."""
    language = translation.get_language() or "en"
    viewer = getattr(context.get("page"), "viewer", None)
    return {
        "question": question,
        "may_draft": viewer is not None and rules.may_draft(viewer.member, question, clock.now()),
        "articles": [
            {
                "path": article.path,
                "title": article.title,
                "lang": article.language if article.language != language else "",
                "by": (article.checked_by_nl if language == "nl" else "") or article.checked_by,
                "is_own": article.is_own,
                "on": moments(language).date(_noon(article.checked_at)) if article.checked_at else "",
            }
            for article in _fitting(question, context.get("site_name", ""))
        ],
        "icons": context.get("icons"),
    }


def _fitting(question: Question, site_name: str) -> list[Fitting]:
    try:
        (version,) = slots.versions(["site"])
        key = f"handbook:{question.pk}"
        title, built, articles = cache.get(key) or ("", None, [])
        if (title, built) != (question.title, version):
            articles, seconds = _looked_up(question, site_name)
            cache.set(key, (question.title, version, articles), seconds)
    except CACHE_ERRORS:
        return []
    return articles


@register.inclusion_tag("cms/sources.html", takes_context=True)
def sources_of(context, article: ArticlePage) -> dict:
    """Which questions the article was written from, and thanks to whom."""
    return {
        "sources": queries.sources_of(article),
        "icons": context.get("icons"),
        "LANGUAGE_CODE": translation.get_language(),
    }


def _looked_up(question: Question, site_name: str) -> tuple[list[Fitting], int]:
    """Its own article first, then what the engine finds; an engine that is down is asked again soon."""
    own = [
        _row(page, is_own=True)
        for page in ArticlePage.objects.live()
        .filter(sources__question=question.pk)
        .select_related("checked_by")
    ]
    found, seconds = _searched(question.title, site_name)
    paths = {article.path for article in own}
    return [*own, *(one for one in found if one.path not in paths)][:SHOWN], seconds


def _searched(title: str, site_name: str) -> tuple[list[Fitting], int]:
    try:
        hits = face.similar(title, size=LOOKED_AT, kinds=("article",))
    except face.SearchUnavailable:
        return [], RETRY_SECONDS
    live = ArticlePage.objects.live().select_related("checked_by").filter(pk__in=[hit.id for hit in hits])
    found = {page.pk: page for page in live} if hits else {}
    # The company's own name stands in half of all titles and says nothing.
    asked = _words(title) - _words(site_name)
    fitting = [found[hit.id] for hit in hits if hit.id in found and asked & _words(found[hit.id].title)]
    return [_row(page) for page in fitting[:SHOWN]], KEPT_SECONDS


def _row(page: ArticlePage, *, is_own: bool = False) -> Fitting:
    by = page.checked_by
    return Fitting(
        f"/articles/{page.slug}/", page.title, page.language, by.name if by else "", by.name_nl if by else "",
        page.checked_at, is_own,
    )  # fmt: skip


def _noon(day: date) -> datetime:
    # At noon it is the same day in every zone a site is likely to keep.
    return datetime.combine(day, time(12), UTC)


def _words(text: str) -> set[str]:
    # The first letters stand in for the stem: "bill" and "bills".
    return {word[:5] for word in analysis.words(text) if len(word) > 2 and word not in wordlists.STOP_WORDS}

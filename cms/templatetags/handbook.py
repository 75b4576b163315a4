"""`{% from_the_handbook question %}`: articles that fit a question, kept until something is published."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django import template
from django.core.cache import cache
from django.utils import translation

from cms.models import ArticlePage
from community.lib import slots
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


@register.inclusion_tag("cms/from_the_handbook.html", takes_context=True)
def from_the_handbook(context, question: Question) -> dict:
    """At most one query, none while nothing is published."""
    language = translation.get_language() or "en"
    return {
        "articles": [
            {
                "path": article.path,
                "title": article.title,
                "lang": article.language if article.language != language else "",
                "by": (article.checked_by_nl if language == "nl" else "") or article.checked_by,
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
            articles, seconds = _searched(question.title, site_name)
            cache.set(key, (question.title, version, articles), seconds)
    except CACHE_ERRORS:
        return []
    return articles


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


def _row(page: ArticlePage) -> Fitting:
    by = page.checked_by
    return Fitting(
        f"/articles/{page.slug}/", page.title, page.language, by.name if by else "", by.name_nl if by else "",
        page.checked_at,
    )  # fmt: skip


def _noon(day: date) -> datetime:
    # At noon it is the same day in every zone a site is likely to keep.
    return datetime.combine(day, time(12), UTC)


def _words(text: str) -> set[str]:
    # The first letters stand in for the stem: "bill" and "bills".
    return {word[:5] for word in analysis.words(text) if len(word) > 2 and word not in wordlists.STOP_WORDS}

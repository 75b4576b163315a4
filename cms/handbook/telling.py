"""When an article is published: whoever asked and helped hears of it once, and the question's timeline says so."""

from datetime import datetime

from cms.handbook.drafting import solutions_of
from cms.handbook.models import ArticleSource
from cms.models import ArticlePage
from community.events.recording import record
from community.notifications.telling import clear, tell


def tell_published(article: ArticlePage, now: datetime) -> None:
    """Everyone whose question or answer the article was written from is told, each source once; safe to repeat."""
    for source in ArticleSource.objects.filter(article=article, told_at=None).select_related("question"):
        if not ArticleSource.objects.filter(pk=source.pk, told_at=None).update(told_at=now):
            continue
        question = source.question
        record(
            "article.published", by=None, now=now, subject=f"article:{article.pk}", thread=question.subject,
            details={"title": article.title}, stale=[question.subject, "site"],
        )  # fmt: skip
        authors = {question.author_id, *(answer.author_id for answer in solutions_of(question))}
        tell(
            authors - {None}, kind="article-published", subject=f"article:{article.pk}",
            link=f"/articles/{article.slug}/", key=f"article-published:{source.pk}", now=now,
            details={"title": article.title},
        )  # fmt: skip
    clear(subject=f"article:{article.pk}", kind="article-drafted", now=now)

"""Articles as documents: a provider named in settings.SEARCH_DOCUMENTS; what is taken back leaves the index."""

from collections.abc import Sequence
from datetime import datetime

from cms.models import ArticlePage
from community.lib import markup
from forum.search.documents import Document

KIND = "article"


def stale(limit: int) -> list[tuple[int, datetime]]:
    """Articles to index or remove, with the due moment that was read."""
    due = ArticlePage.objects.filter(index_due_at__isnull=False).order_by("index_due_at", "pk")
    return list(due.values_list("pk", "index_due_at")[:limit])


def documents(ids: Sequence[int]) -> list[Document]:
    return [
        Document(
            kind=KIND,
            id=page.pk,
            title=page.title,
            body=f"{page.intro}\n{markup.plain(page.body, 30_000)}",
            tags=(),
            board_id=None,
            language=page.language,
            state="solved",
            worth=0,
            answers=1,
            solved=True,
            created_at=page.first_published_at or page.latest_revision_created_at,
            url=page.url or "",
        )
        for page in ArticlePage.objects.live().filter(pk__in=ids)
    ]


def done(seen: Sequence[tuple[int, datetime]]) -> None:
    """Clear what was indexed, unless it became due again meanwhile."""
    for article_id, due_at in seen:
        ArticlePage.objects.filter(pk=article_id, index_due_at=due_at).update(index_due_at=None)


def all_ids_after(id: int, limit: int) -> list[int]:
    return list(ArticlePage.objects.filter(pk__gt=id).order_by("pk").values_list("pk", flat=True)[:limit])

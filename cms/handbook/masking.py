"""What articles copied from a question and its answers; listed in `forum.queries.personalfound`."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.models import Revision

from cms.handbook.models import ArticleSource
from cms.models import ArticlePage
from forum.models import Answer, Question
from forum.queries.personalfound import Masking, Post

_WORDS = ("title", "draft_title", "intro", "body", "seo_title", "search_description")
# Whatever shows an article is made stale by the site's own slot, as when one is published.
_STALE = {"site", "lists"}


def texts_of(post: Post) -> Iterator[str]:
    """Drafts, in every version; for what is published its editor answers."""
    for article in _written_from(post):
        if not article.live:
            yield from (getattr(article, name) for name in _WORDS)
            for revision in article.revisions.all():
                yield from (str(revision.content.get(name) or "") for name in _WORDS)


def mask_in(post: Post, masking: Masking) -> set[str]:
    """Masks drafts; of what is published, what was found in the post. The slots that show it."""
    stale = set()
    for article in _written_from(post):
        mask = masking.same if article.live else masking.everything
        if _mask_article(article, mask):
            stale |= _STALE
    return stale


def _written_from(post: Post) -> list[ArticlePage]:
    if not isinstance(post, Question | Answer):
        return []
    question = post.pk if isinstance(post, Question) else post.question_id
    return list(
        ArticlePage.objects.filter(pk__in=ArticleSource.objects.filter(question=question).values("article"))
    )


def _mask_article(article: ArticlePage, mask: Callable[[str], str]) -> bool:
    """Whether its words, or those of one of its versions, were others before."""
    before = {name: getattr(article, name) for name in (*_WORDS, "slug")}
    after = before | _masked(before, mask, article.pk)
    changed = [revision for revision in article.revisions.all() if _mask_revision(revision, mask, article.pk)]
    Revision.objects.bulk_update(changed, ["content", "object_str"])
    if after == before:
        return bool(changed)
    for name, words in after.items():
        setattr(article, name, words)
    # A new address is carried to the tree by the page itself.
    article.save()
    return True


def _mask_revision(revision: Revision, mask: Callable[[str], str], article_id: int) -> bool:
    after = revision.content | _masked(revision.content, mask, article_id)
    if after == revision.content:
        return False
    revision.content, revision.object_str = after, mask(revision.object_str)
    return True


def _masked(content: dict[str, Any], mask: Callable[[str], str], article_id: int) -> dict[str, str]:
    """These words masked; an address that was made of masked ones becomes one of a number."""
    masked = {name: mask(content[name]) for name in _WORDS if content.get(name)}
    slug = content.get("slug", "")
    if mask(slug) != slug:
        masked["slug"] = f"article-{article_id}"
        if "url_path" in content:
            masked["url_path"] = f"{content['url_path'].rstrip('/').rpartition('/')[0]}/{masked['slug']}/"
    return masked

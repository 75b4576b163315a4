"""What pages read of the links between articles and questions."""

from dataclasses import dataclass

from cms.handbook.drafting import solutions_of
from cms.handbook.models import ArticleSource
from cms.models import ArticlePage
from forum.models import Question

# An article mended by more questions than this names the latest ones.
SHOWN = 5
CHOICES = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A question an article came from, with the names of who helped as they are now."""

    path: str
    title: str
    language: str
    helpers: list[str]


def sources_of(article: ArticlePage) -> list[Source]:
    """The latest questions everyone can read; two queries each."""
    found = ArticleSource.objects.filter(article=article, question__hidden_at=None).select_related("question")
    return [_source(one.question) for one in found.order_by("-at", "-pk")[:SHOWN]]


def article_of(question: Question) -> ArticlePage | None:
    """The article made of the question, published or not; the published one first."""
    return ArticlePage.objects.filter(sources__question=question).order_by("-live", "-pk").first()


def choices() -> list[ArticlePage]:
    """Articles a question can be added to, by title."""
    return list(ArticlePage.objects.live().order_by("title").only("title", "slug", "language")[:CHOICES])


def _source(question: Question) -> Source:
    authors = (answer.author for answer in solutions_of(question) if answer.author_id != question.author_id)
    names = dict.fromkeys(author.name for author in authors if author is not None and author.is_active)
    return Source(question.path(), question.title, question.language, list(names))

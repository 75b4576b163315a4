"""What the site-wide search page reads: hits of the engine turned into rows, questions and articles in one list."""

from dataclasses import dataclass

from cms.models import ArticlePage
from community.lib import markup
from forum.models import Question
from forum.search import face

PAGE_SIZE = 20


@dataclass(frozen=True)
class FoundRow:
    kind: str
    state: str
    title: str
    path: str
    language: str
    excerpt: str
    board: str
    answers: int


@dataclass(frozen=True)
class SearchPage:
    rows: list[FoundRow]
    total: int
    capped: bool
    newer: int | None
    older: int | None


def found(text: str, *, language: str, offset: int = 0) -> SearchPage:
    """One page of what the words find. Raises SearchUnavailable when the engine is down."""
    results = face.search(text, size=PAGE_SIZE, offset=offset)
    ids = {kind: [hit.id for hit in results.hits if hit.kind == kind] for kind in ("question", "article")}
    rows = {("question", pk): row for pk, row in _questions(ids["question"], language).items()}
    rows |= {("article", pk): row for pk, row in _articles(ids["article"]).items()}
    # What was hidden since it was indexed is simply not there.
    shown = [rows[hit.kind, hit.id] for hit in results.hits if (hit.kind, hit.id) in rows]
    is_more = offset + PAGE_SIZE < results.total
    return SearchPage(
        rows=shown,
        total=results.total,
        capped=results.capped,
        newer=max(0, offset - PAGE_SIZE) if offset else None,
        older=offset + PAGE_SIZE if is_more else None,
    )


def _questions(ids: list[int], language: str) -> dict[int, FoundRow]:
    questions = Question.objects.visible_to(None).filter(pk__in=ids).select_related("board").defer("body")
    return {
        question.pk: FoundRow(
            kind="question",
            state=question.state,
            title=question.title,
            path=question.path(),
            language=question.language,
            excerpt=markup.plain(question.body_html, 200),
            board=question.board.name_in(language),
            answers=question.answer_count,
        )
        for question in questions
    }


def _articles(ids: list[int]) -> dict[int, FoundRow]:
    return {
        page.pk: FoundRow(
            kind="article",
            state="article",
            title=page.title,
            path=f"/articles/{page.slug}/",
            language=page.language,
            excerpt=page.intro or markup.plain(page.body, 200),
            board="",
            answers=0,
        )
        for page in ArticlePage.objects.live().filter(pk__in=ids)
    }

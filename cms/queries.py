"""What the site-wide search page reads: hits of the engine turned into rows, questions and articles in one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import F
from django.utils.html import escape
from django.utils.safestring import SafeString

from cms.models import ArticlePage
from community.lib import languages, markup
from forum.models import Answer, Board, Question
from forum.queries import people
from forum.search import face
from forum.search.marking import Marker

PAGE_SIZE = 20
KINDS = ("question", "article")
EXCERPT = 220
# Characters of a text that an excerpt may come from.
READ = 6_000
# Answers looked into when neither title nor question holds the words: the best of a page's threads.
ANSWERS_READ = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What someone looks for, as it stands in the address."""

    text: str = ""
    kind: str = ""
    board: Board | None = None
    language: str = ""
    solved: bool = False

    def address(self, **changes: object) -> str:
        wanted = replace(self, **changes)
        query = {
            "q": wanted.text,
            "kind": wanted.kind,
            "board": wanted.board.slug if wanted.board else "",
            "lang": wanted.language,
            "state": "solved" if wanted.solved else "",
        }
        return f"/search/?{urlencode({name: value for name, value in query.items() if value})}"

    @property
    def narrowing(self) -> tuple[str, ...]:
        return tuple(name for name in ("kind", "board", "language", "solved") if getattr(self, name))

    def without(self, name: str) -> "Wanted":
        return replace(self, **{name: None if name == "board" else False if name == "solved" else ""})


@dataclass(frozen=True)
class FoundRow:
    kind: str
    state: str
    title: SafeString
    path: str
    language: str
    excerpt: SafeString
    board: str = ""
    answers: int = 0
    answered_by: str = ""


@dataclass(frozen=True)
class SearchPage:
    rows: list[FoundRow] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    newer: int | None = None
    older: int | None = None


def wanted(query: Mapping[str, str], text: str, boards: Iterable[Board]) -> Wanted:
    """The filters of an address; what makes no sense is left out."""
    kind, language = query.get("kind", ""), query.get("lang", "")
    # Articles belong to no board.
    board = next((board for board in boards if board.slug == query.get("board")), None)
    return Wanted(
        text=text,
        kind=kind if kind in KINDS and not (board and kind == "article") else "",
        board=board,
        language=language if language in languages.known() else "",
        solved=query.get("state") == "solved",
    )


def found(asked: Wanted, *, language: str, offset: int = 0) -> SearchPage:
    """One page of what the words find. Raises SearchUnavailable when the engine is down."""
    results = _results(asked, size=PAGE_SIZE, offset=offset)
    ids = {kind: [hit.id for hit in results.hits if hit.kind == kind] for kind in KINDS}
    marker = Marker(asked.text)
    rows = {("question", pk): row for pk, row in _questions(ids["question"], language, marker).items()}
    rows |= {("article", pk): row for pk, row in _articles(ids["article"], marker).items()}
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


def count(asked: Wanted) -> int:
    """How many documents there are, up to the engine's own limit. Raises SearchUnavailable."""
    return _results(asked, size=1, offset=0).total


def _results(asked: Wanted, *, size: int, offset: int) -> face.Results:
    return face.search(
        asked.text,
        kinds=(asked.kind,) if asked.kind else KINDS,
        board_id=asked.board.pk if asked.board else None,
        language=asked.language or None,
        state="solved" if asked.solved else None,
        size=size,
        offset=offset,
    )


def _questions(ids: list[int], language: str, marker: Marker) -> dict[int, FoundRow]:
    questions = (
        Question.objects.visible_to(None).listed().filter(pk__in=ids).select_related("board").defer("body")
    )
    bodies = {question: markup.plain(question.body_html, READ) for question in questions}
    answers = _answers(
        [q.pk for q, body in bodies.items() if not marker.covers(q.title, body)], language, marker
    )
    return {
        question.pk: FoundRow(
            kind="question",
            state=question.state,
            title=marker.marked(question.title),
            path=question.path(),
            language=question.language,
            excerpt=answers[question.pk][0] if question.pk in answers else marker.excerpt(body, EXCERPT),
            board=question.board.name_in(language),
            answers=question.answer_count,
            answered_by=answers[question.pk][1] if question.pk in answers else "",
        )
        for question, body in bodies.items()
    }


def _answers(ids: list[int], language: str, marker: Marker) -> dict[int, tuple[SafeString, str]]:
    """For questions that were found by an answer: a piece of that answer and who wrote it."""
    if not ids:
        return {}
    shown = Answer.objects.visible_to(None).filter(question_id__in=ids)
    best = shown.order_by(F("accepted_at").desc(nulls_last=True), "-score", "id")
    names = [f"author__{name}" for name in people.FIELDS]
    pieces: dict[int, tuple[SafeString, str]] = {}
    for row in best.values("question_id", "body_html", *names)[:ANSWERS_READ]:
        if row["question_id"] not in pieces:
            piece = marker.excerpt(markup.plain(row["body_html"], READ), EXCERPT)
            if "<mark>" in piece:
                pieces[row["question_id"]] = piece, people.person(row, language, "author__").name
    return pieces


def _articles(ids: list[int], marker: Marker) -> dict[int, FoundRow]:
    return {
        page.pk: FoundRow(
            kind="article",
            state="article",
            title=marker.marked(page.title),
            path=f"/articles/{page.slug}/",
            language=page.language,
            excerpt=_article_excerpt(page, marker),
        )
        for page in ArticlePage.objects.live().filter(pk__in=ids)
    }


def _article_excerpt(page: ArticlePage, marker: Marker) -> SafeString:
    """Its own introduction, unless the words stand further down."""
    body = marker.excerpt(markup.plain(page.body, READ), EXCERPT)
    intro = marker.marked(page.intro)
    if page.intro and ("<mark>" in intro or "<mark>" not in body):
        return intro
    return body or escape(page.intro)

"""The face of search: what pages, actions and commands call, whichever engine is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from forum.search import analysis, engines, indexing, matching, ranking, rows
from forum.search.documents import Document
from forum.search.matching import Filters, Found
from forum.search.rows import Busy, SearchUnavailable

__all__ = [
    "Busy",
    "Hit",
    "Results",
    "SearchUnavailable",
    "delete",
    "index",
    "ping",
    "rebuild",
    "search",
    "similar",
    "suggest",
]

COUNT_TO = 1_001  # a page says "1,000+" from here
DEEPEST = 1_000  # nobody pages further, and Elasticsearch ends at 10,000
ENOUGH = 10  # fewer documents with every word than this, and documents with some of them are shown as well


@dataclass(frozen=True)
class Hit:
    """A found document: its room's query turns ids into rows. Scores compare only within one answer."""

    kind: str
    id: int
    score: float


@dataclass(frozen=True)
class Results:
    """One page of hits and how many there are; `capped` means at least `total`."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    capped: bool = False


def search(
    text: str,
    *,
    kinds: Sequence[str] = ("question", "article"),
    board_id: int | None = None,
    tag: str | None = None,
    language: str | None = None,
    state: str | Sequence[str] | None = None,
    size: int = 20,
    offset: int = 0,
) -> Results:
    """What a person looks for, best first. Raises SearchUnavailable when the engine is down."""
    vocabulary = engines.vocabulary_reader().get()
    words = analysis.query_words(text, vocabulary)
    if not words or size < 1 or not 0 <= offset <= DEEPEST:
        return Results()
    states = (state,) if isinstance(state, str) and state else tuple(state or ())
    filters = Filters(tuple(kinds), board_id, tag, language, states)
    found = Found()
    for query, enough in (
        (matching.every_word(words), ENOUGH if len(words) > 1 else 1),
        (matching.some_words(words, vocabulary), 1),
        (matching.near_words(words), 1),
    ):
        found = _found(query, filters, size=size, offset=offset)
        if found.total >= enough:
            break
    return Results(
        _page(found, text, size=size, offset=offset), min(found.total, COUNT_TO - 1), found.total >= COUNT_TO
    )


def similar(
    title: str,
    *,
    body: str = "",
    board_id: int | None = None,
    size: int = 5,
    kinds: Sequence[str] = ("question",),
    leave_out: Sequence[tuple[str, int]] = (),
) -> list[Hit]:
    """Questions asked before that resemble this one. Raises SearchUnavailable when the engine is down."""
    vocabulary = engines.vocabulary_reader().get()
    language = analysis.guess_language(f"{title} {body}")
    asked = analysis.query_words(title, vocabulary, language)
    told = analysis.query_words(body, vocabulary, language)
    if not asked and not told:
        return []
    query = matching.alike(asked, told, vocabulary)
    filters = Filters(tuple(kinds), board_id)
    found = engines.engine().find(query, filters, limit=ranking.WIDE_WINDOW, offset=0, count_to=0)
    kept = [
        candidate for candidate in found.candidates if (candidate.kind, candidate.id) not in set(leave_out)
    ]
    return [
        Hit(candidate.kind, candidate.id, score)
        for candidate, score in ranking.reranked(kept, title, ranking.ASKED_BEFORE)[:size]
    ]


def suggest(prefix: str, size: int = 5, *, kinds: Sequence[str] = ("question", "article")) -> list[Hit]:
    """Hits while someone is still typing the last word. Raises SearchUnavailable when the engine is down."""
    words = analysis.query_words(prefix, engines.vocabulary_reader().get())
    if not words:
        return []
    found = engines.engine().find(
        matching.beginning(words), Filters(tuple(kinds)), limit=ranking.WINDOW, offset=0, count_to=0
    )
    return [
        Hit(candidate.kind, candidate.id, score)
        for candidate, score in ranking.reranked(found.candidates, prefix, ranking.LOOKING_UP)[:size]
    ]


def ping() -> bool:
    """Whether the engine answers; never raises."""
    return engines.engine().ping()


def index(documents: Sequence[Document]) -> None:
    """Learn their words and write them at once, as the sweep does by itself. Raises Busy, SearchUnavailable."""
    reader = engines.vocabulary_reader()
    engine = engines.engine()
    with engine.alone():
        engine.prepare()
        indexing.learn(documents)
        engine.replace(rows.analysed(documents, reader.get()))


def delete(kind: str, ids: Sequence[int]) -> None:
    """Remove documents at once. Raises Busy."""
    engine = engines.engine()
    with engine.alone():
        engine.prepare()
        engine.replace([], gone=[rows.key(kind, id) for id in ids])


def rebuild() -> int:
    """Read everything again, in place: search goes on meanwhile. Returns rows read. Raises Busy."""
    return indexing.rebuild()


def _found(query, filters: Filters, *, size: int, offset: int) -> Found:
    """Enough candidates for the page: the whole window while the page touches it, as its order changes."""
    engine = engines.engine()
    if offset >= ranking.WINDOW:
        return engine.find(query, filters, limit=size, offset=offset, count_to=COUNT_TO)
    return engine.find(query, filters, limit=max(ranking.WINDOW, offset + size), offset=0, count_to=COUNT_TO)


def _page(found: Found, text: str, *, size: int, offset: int) -> list[Hit]:
    if offset >= ranking.WINDOW:
        return [Hit(candidate.kind, candidate.id, candidate.score) for candidate in found.candidates]
    ranked = ranking.reranked(found.candidates[: ranking.WINDOW], text, ranking.LOOKING_UP)
    rest = [(candidate, candidate.score) for candidate in found.candidates[ranking.WINDOW :]]
    return [
        Hit(candidate.kind, candidate.id, score)
        for candidate, score in [*ranked, *rest][offset : offset + size]
    ]

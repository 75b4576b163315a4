"""What an engine stores for a document: tokens to match, values to filter on, numbers to rank with."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.search import analysis, meaning
from forum.search.documents import Document
from forum.search.vocabulary import Vocabulary


class SearchUnavailable(Exception):
    """The engine cannot be reached or read; a page says so kindly, and nothing else of it fails."""


class Busy(Exception):
    """Another process is writing the index; what was due stays due for the next sweep."""


@dataclass(frozen=True)
class Row:
    """One document, analysed. `title`, `all` (stems) and `words` (of the title) are separated by spaces."""

    key: str
    kind: str
    number: int
    title: str
    all: str
    words: str
    tags: tuple[str, ...]
    board: int | None
    language: str
    state: str
    worth: int
    answers: int
    solved: bool
    created: int
    vector: bytes


@dataclass(frozen=True)
class Span:
    """The documents of one kind with first <= id, and id <= last when there is a last."""

    kind: str
    first: int
    last: int | None


def key(kind: str, id: int) -> str:
    """The identity of a document in the index."""
    return f"{kind}:{id}"


def analysed(documents: Sequence[Document], vocabulary: Vocabulary) -> list[Row]:
    """The rows for these documents."""
    return [_row(document, vocabulary) for document in documents]


def _row(document: Document, vocabulary: Vocabulary) -> Row:
    title = analysis.tokens(document.title, document.language, vocabulary)
    tags = analysis.tokens(" ".join(document.tags), document.language, vocabulary)
    body = analysis.tokens(document.body, document.language, vocabulary)
    return Row(
        key=key(document.kind, document.id),
        kind=document.kind,
        number=document.id,
        title=" ".join(title),
        all=" ".join([*title, *tags, *body]),
        words=" ".join(analysis.plain_words(document.title)),
        tags=tuple(document.tags),
        board=document.board_id,
        language=document.language,
        state=document.state,
        worth=document.worth,
        answers=document.answers,
        solved=document.solved,
        created=int(document.created_at.timestamp()),
        vector=meaning.vector(document.title),
    )

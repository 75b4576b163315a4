"""What a query asks, as a small tree that each engine translates into its own words."""

from dataclasses import dataclass, field

from forum.search.analysis import Word
from forum.search.vocabulary import Vocabulary

TITLE_BOOST = 2.0  # measured: a flat OR with the title counted twice does as well as rescoring
PART_BOOST = 0.5  # "internet" alone is only half of "internetstoring"
NEAR_BOOST = 0.5
SHORTEST_NEAR = 4  # one edit in three letters is another word


@dataclass(frozen=True)
class Term:
    """Documents with this stem, the title counting more; or near (one edit) or prefix: a title's word."""

    token: str
    boost: float = 1.0
    how: str = "exact"


@dataclass(frozen=True)
class Every:
    """All of these."""

    nodes: tuple


@dataclass(frozen=True)
class Some:
    """One or more of these, the more the better."""

    nodes: tuple


@dataclass(frozen=True)
class Best:
    """One of these; the best counts."""

    nodes: tuple


@dataclass(frozen=True)
class Filters:
    """What a hit must be besides matching; empty means anything."""

    kinds: tuple[str, ...] = ()
    board_id: int | None = None
    tag: str | None = None
    language: str | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A document as an engine found it, with what the re-ranker weighs."""

    kind: str
    id: int
    score: float
    worth: int
    answers: int
    solved: bool
    created: int
    vector: bytes = b""
    language: str = ""


@dataclass(frozen=True)
class Found:
    """An engine's answer: candidates, best first, and how many there are in all (counted up to a limit)."""

    candidates: list[Candidate] = field(default_factory=list)
    total: int = 0


def every_word(words: list[Word]) -> Every:
    """Documents that hold each word in some form, or all parts of the compound."""
    return Every(tuple(_word(word) for word in words))


def some_words(words: list[Word], vocabulary: Vocabulary) -> Some:
    """Documents that hold any form or part; a word that the corpus does not know may be one edit away."""
    terms: dict[str, Term] = {}
    for word in words:
        _add(terms, (Term(form) for form in word.whole))
        _add(terms, (Term(form, PART_BOOST) for part in word.parts for form in part))
    unknown = (
        [w for w in words if not w.parts and not vocabulary.is_known(w.text)] if vocabulary.documents else []
    )
    return Some((*terms.values(), *_near_terms(unknown)))


def near_words(words: list[Word]) -> Some:
    """Documents with a word at one edit from any of these."""
    return Some(tuple(_near_terms(words)))


def alike(title: list[Word], body: list[Word], vocabulary: Vocabulary) -> Some:
    """Documents that share words with a question being asked, the commonest words of the corpus left out."""
    terms: dict[str, Term] = {}
    telling = [word for word in title if not vocabulary.is_common(word.text)] or title
    for word in telling:
        _add(terms, (Term(form) for form in word.whole))
        _add(terms, (Term(form, PART_BOOST) for part in word.parts for form in part))
    for word in body:
        if not vocabulary.is_common(word.text):
            _add(terms, (Term(form, BODY_BOOST) for form in word.whole))
    return Some(tuple(terms.values()))


def beginning(words: list[Word]) -> Every:
    """Documents that hold every word but the last, and one that begins with the last."""
    last = words[-1]
    unfinished = Best((*_word(last).nodes, Term(last.text, how="prefix")))
    return Every((*(_word(word) for word in words[:-1]), unfinished))


BODY_BOOST = 0.3  # a title says what is asked, a body tells the story around it


def _word(word: Word) -> Best:
    nodes: list = [Term(form) for form in word.whole]
    if word.parts:
        nodes.append(
            Every(tuple(Best(tuple(Term(form, PART_BOOST) for form in part)) for part in word.parts))
        )
    return Best(tuple(nodes))


def _near_terms(words: list[Word]) -> list[Term]:
    return [Term(word.text, NEAR_BOOST, how="near") for word in words if len(word.text) >= SHORTEST_NEAR]


def _add(terms: dict[str, Term], more) -> None:
    for term in more:
        terms.setdefault(term.token, term)

"""The words of the corpus and how many documents hold each: which make compounds, which say little."""

import heapq
import time
from collections import Counter
from collections.abc import Iterable, Mapping

from forum.search import wordlists

WORDS_KEPT = 30_000  # 0.4 MB as JSON; rarer words decide nothing below
COMMONEST = 50  # measured: leaving these out of "asked before?" halves its time and finds no less
COMMON_SHARE = 0.05
LEAST_COUNT = 3  # once or twice may be a typing error
LEAST_DOCUMENTS = 100_000  # below, it saves no time, and even the commonest words say something
REREAD_SECONDS = 60


class Vocabulary:
    """Counts per word (lower case, accents folded); asks are cached until something is learned."""

    def __init__(self, counts: Mapping[str, int] | None = None, documents: int = 0):
        self.counts = Counter(counts or {})
        self.documents = documents
        self.splits: dict[str, tuple[str, ...]] = {}
        self._common: frozenset[str] | None = None

    def learn(self, documents: Iterable[Iterable[str]]) -> int:
        """Count each document's words once; returns how many documents were read."""
        read = 0
        for words in documents:
            self.counts.update(set(words))
            read += 1
        self.documents += read
        self.splits.clear()
        self._common = None
        return read

    def is_frequent(self, word: str) -> bool:
        """Whether compounds may be made of this word. The bar rises with the corpus: so do its typos."""
        if word in wordlists.COMPOUND_PARTS:
            return True
        return self.counts.get(word, 0) >= max(LEAST_COUNT, self.documents // 5_000)

    def is_known(self, word: str) -> bool:
        """Whether the corpus, as far as remembered, holds this word."""
        return word in self.counts or word in wordlists.COMPOUND_PARTS

    def is_common(self, word: str) -> bool:
        """Whether the word is so common here that it tells no two questions apart."""
        if word in wordlists.STOP_WORDS:
            return True
        if self._common is None:
            self._common = self._commonest()
        return word in self._common

    def _commonest(self) -> frozenset[str]:
        if self.documents < LEAST_DOCUMENTS:
            return frozenset()
        top = heapq.nlargest(COMMONEST, self.counts.items(), key=lambda pair: pair[1])
        return frozenset(word for word, count in top if count >= COMMON_SHARE * self.documents)

    def as_note(self) -> dict:
        """What is stored beside the index."""
        kept = heapq.nlargest(WORDS_KEPT, self.counts.items(), key=lambda pair: (pair[1], pair[0]))
        return {"documents": self.documents, "counts": dict(kept)}

    @classmethod
    def from_note(cls, note: dict | None) -> "Vocabulary":
        """The stored vocabulary, or an empty one."""
        return cls(note.get("counts"), note.get("documents", 0)) if note else cls()


class Reader:
    """The vocabulary beside an engine's index, read again after a minute: it changes slowly."""

    def __init__(self, engine):
        self.engine = engine
        self.vocabulary: Vocabulary | None = None
        self.read_at = 0.0

    def get(self) -> Vocabulary:
        """The vocabulary as it was at most a minute ago."""
        moment = time.monotonic()
        if self.vocabulary is None or moment - self.read_at > REREAD_SECONDS:
            self.vocabulary = Vocabulary.from_note(self.engine.read_note("vocabulary"))
            self.read_at = moment
        return self.vocabulary

    def save(self, vocabulary: Vocabulary) -> None:
        """Store it and use it from now on."""
        self.engine.write_note("vocabulary", vocabulary.as_note())
        self.vocabulary, self.read_at = vocabulary, time.monotonic()

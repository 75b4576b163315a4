"""The index follows the database: a sweep takes what is due, a rebuild walks through everything."""

import logging
from collections.abc import Iterator, Sequence

from forum.search import analysis, engines, rows
from forum.search.documents import Document, Provider, providers
from forum.search.rows import Busy, Span
from forum.search.vocabulary import Vocabulary

log = logging.getLogger(__name__)

BATCH = 1_000  # documents with all their answers: some MB
LEARN_FROM = 20_000  # documents of each kind; the frequent words of a corpus show themselves early
SAVE_EVERY = 500  # documents between two writings of the vocabulary

_unsaved: dict[int, int] = {}


def sweep(limit: int = 500) -> int:
    """Index up to `limit` rows of each kind that are due; returns how many, 0 while another one is at it.

    Repeatable, and safe to kill: a row stays due until it is committed to the index. An index that is new or
    was lost is filled again by the way, a batch a call: call until 0. Raises SearchUnavailable."""
    engine = engines.engine()
    try:
        with engine.alone():
            engine.prepare()
            progress = engine.read_note("progress")
            if progress is None:
                progress = _begin()
            swept = sum(_sweep_kind(provider, limit) for provider in providers())
            return swept + (0 if progress["complete"] else _rebuild_batch(progress, limit))
    except Busy:
        log.info("The search index is being written by another process; what is due stays due.")
        return 0


def catch_up(batches: int = 1_000) -> int:
    """Sweep until nothing is due (or so many times: the next call goes on); returns how many rows in all."""
    total = 0
    for _ in range(batches):
        done = sweep(BATCH)
        total += done
        if not done:
            break
    return total


def rebuild() -> int:
    """Learn the words of the corpus and index everything anew, in place. Returns rows read. Raises Busy.

    Killed midway, the next sweeps finish it."""
    engine = engines.engine()
    with engine.alone():
        engine.prepare()
        _begin()
        total = 0
        while not (progress := engine.read_note("progress"))["complete"]:
            total += _rebuild_batch(progress, BATCH)
        return total


def learn(documents: Sequence[Document]) -> None:
    """Count the words of new documents; stored now and then, as losing some of them changes nothing."""
    reader = engines.vocabulary_reader()
    vocabulary = reader.get()
    unsaved = _unsaved.get(id(reader), 0) + vocabulary.learn(_words(documents))
    if unsaved >= min(SAVE_EVERY, max(1, vocabulary.documents // 10)):
        reader.save(vocabulary)
        unsaved = 0
    _unsaved[id(reader)] = unsaved


def _begin() -> dict:
    """Note that a rebuild has started, after reading enough documents to know which words are frequent."""
    vocabulary = Vocabulary()
    for provider in providers():
        for documents in _some_documents(provider):
            vocabulary.learn(_words(documents))
    engines.vocabulary_reader().save(vocabulary)
    progress = {"kind": 0, "after": 0, "complete": False}
    engines.engine().write_note("progress", progress)
    log.info("Filling the search index, with the words of %s documents known.", vocabulary.documents)
    return progress


def _rebuild_batch(progress: dict, limit: int) -> int:
    """Index the next rows of a rebuild and note how far it came; returns how many rows were read."""
    engine, listed = engines.engine(), providers()
    kind, after = progress["kind"], progress["after"]
    if kind >= len(listed):
        engine.finish()
        engine.write_note("progress", progress | {"complete": True})
        log.info("The search index is complete.")
        return 0
    provider = listed[kind]
    ids = provider.all_ids_after(after, limit)
    last = ids[-1] if ids else None
    documents = provider.documents(ids) if ids else []
    vocabulary = engines.vocabulary_reader().get()
    engine.replace(rows.analysed(documents, vocabulary), span=Span(provider.KIND, after + 1, last))
    moved = {"after": last} if ids else {"kind": kind + 1, "after": 0}
    engine.write_note("progress", progress | moved)
    return len(ids) or _rebuild_batch(progress | moved, limit)


def _sweep_kind(provider: Provider, limit: int) -> int:
    seen = provider.stale(limit)
    if not seen:
        return 0
    ids = [id for id, _ in seen]
    documents = provider.documents(ids)
    missing = set(ids) - {document.id for document in documents}
    reader = engines.vocabulary_reader()
    engines.engine().replace(
        rows.analysed(documents, reader.get()), gone=[rows.key(provider.KIND, id) for id in sorted(missing)]
    )
    provider.done(seen)
    learn(documents)
    return len(seen)


def _some_documents(provider: Provider) -> Iterator[list[Document]]:
    after = read = 0
    while read < LEARN_FROM and (ids := provider.all_ids_after(after, BATCH)):
        yield provider.documents(ids)
        after, read = ids[-1], read + len(ids)


def _words(documents: Sequence[Document]) -> Iterator[list[str]]:
    return (analysis.plain_words(f"{document.title} {document.body}") for document in documents)

"""The engine for more than one machine: Elasticsearch, with mappings that any Elasticsearch understands."""

import logging
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk
from elasticsearch_dsl import Q, Search

from forum.search import elasticsearch_queries
from forum.search.matching import Candidate, Filters, Found
from forum.search.rows import Row, SearchUnavailable, Span

log = logging.getLogger(__name__)

SCHEMA_VERSION = 1  # a new number starts a new index, which the sweep fills before readers move to it
READ_SECONDS = 3  # a page waits no longer; then it says that search is away
WRITE_SECONDS = 60
CHUNK = 1_000  # measured: 2 × 1,000 in flight is as fast as it gets

SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "analysis": {"analyzer": {"tokens": {"type": "custom", "tokenizer": "whitespace"}}},
}
_WORDS = {"type": "text", "analyzer": "tokens", "index_options": "freqs"}
MAPPINGS = {
    "dynamic": "strict",
    "_source": {"excludes": ["title", "all", "words"]},
    "properties": {
        "title": _WORDS,
        "all": _WORDS,
        "words": _WORDS,
        "vector": {"type": "binary"},
        **{name: {"type": "keyword"} for name in ("kind", "tags", "language", "state")},
        **{name: {"type": "long"} for name in ("number", "board", "worth", "answers", "created")},
        "solved": {"type": "boolean"},
    },
}
NOTE_MAPPINGS = {"dynamic": "strict", "properties": {"note": {"type": "object", "enabled": False}}}


class ElasticsearchEngine:
    """Readers use the alias, writers the index of this schema version."""

    def __init__(self, url: str, prefix: str):
        self.alias = f"{prefix}-documents"
        self.index = f"{self.alias}-v{SCHEMA_VERSION}"
        self.notes = f"{prefix}-notes"
        client = Elasticsearch(url, max_retries=1, retry_on_timeout=False)
        self.reader = client.options(request_timeout=READ_SECONDS)
        self.client = client.options(request_timeout=WRITE_SECONDS)

    def find(self, query, filters: Filters, *, limit: int, offset: int, count_to: int) -> Found:
        """Candidates by score. With `count_to` 0 nothing is counted, so the engine skips most documents."""
        search = Search(using=self.reader, index=self.alias).query(
            elasticsearch_queries.translate(query, filters)
        )
        search = search.extra(from_=offset, size=limit, track_total_hits=count_to or False)
        try:
            body = search.execute().to_dict()
        except NotFoundError:
            return Found()
        except (ApiError, TransportError) as error:
            raise SearchUnavailable(str(error)) from error
        hits = body["hits"]["hits"]
        total = min(body["hits"]["total"]["value"], count_to) if count_to else len(hits)
        return Found([_candidate(hit) for hit in hits], total)

    def replace(self, rows: Sequence[Row], *, gone: Sequence[str] = (), span: Span | None = None) -> None:
        """Write rows over their older selves and remove what is gone, or all else in the span."""
        writes = [{"_op_type": "index", "_id": row.key, "_source": _stored(row)} for row in rows]
        removals = [{"_op_type": "delete", "_id": key} for key in gone]
        with _unavailable():
            if span:
                self._clear(span, keep=[row.number for row in rows])
            _, errors = bulk(
                self.client,
                [*removals, *writes],
                index=self.index,
                chunk_size=CHUNK,
                refresh=True,
                raise_on_error=False,
            )
        failed = [error for error in errors if error.get("delete", {}).get("status") != 404]
        if failed:
            raise SearchUnavailable(f"{len(failed)} documents were refused, the first: {failed[0]}")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Elasticsearch takes writes of several processes at once."""
        yield

    def prepare(self) -> None:
        """Make the index; the alias too when there is none yet, so that what comes first is found."""
        with _unavailable():
            self._create(self.index, mappings=MAPPINGS, settings=SETTINGS)
            if not self.client.indices.exists_alias(name=self.alias):
                self.client.indices.put_alias(index=self.index, name=self.alias)

    def finish(self) -> None:
        """A rebuild is complete: readers move to this index, in one step."""
        with _unavailable():
            old = [name for name in self.client.indices.get_alias(name=self.alias) if name != self.index]
            actions = [{"add": {"index": self.index, "alias": self.alias}}]
            self.client.indices.update_aliases(
                actions=actions + [{"remove_index": {"index": n}} for n in old]
            )

    def remove(self) -> None:
        """Remove the index and all that stands beside it."""
        with _unavailable():
            for name in (self.index, self.notes):
                self.client.indices.delete(index=name, ignore_unavailable=True)

    def ping(self) -> bool:
        """Whether the server answers."""
        return bool(self.reader.ping())

    def read_note(self, name: str) -> dict | None:
        """A small fact stored beside the index, per schema version; None when there is none."""
        try:
            return self.reader.get(index=self.notes, id=f"{name}-v{SCHEMA_VERSION}")["_source"]["note"]
        except NotFoundError:
            return None
        except (ApiError, TransportError) as error:
            raise SearchUnavailable(str(error)) from error

    def write_note(self, name: str, note: dict) -> None:
        """Store it."""
        with _unavailable():
            self._create(self.notes, mappings=NOTE_MAPPINGS, settings={"number_of_shards": 1})
            self.client.index(
                index=self.notes, id=f"{name}-v{SCHEMA_VERSION}", document={"note": note}, refresh=True
            )

    def _create(self, name: str, *, mappings: dict, settings: dict) -> None:
        if self.client.indices.exists(index=name):
            return
        try:
            self.client.indices.create(index=name, mappings=mappings, settings=settings)
        except ApiError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def _clear(self, span: Span, *, keep: list[int]) -> None:
        bounds = {"gte": span.first} | ({"lte": span.last} if span.last is not None else {})
        query = Q("bool", filter=[Q("term", kind=span.kind), Q("range", number=bounds)])
        if keep:
            query &= Q("bool", must_not=[Q("terms", number=keep)])
        self.client.delete_by_query(
            index=self.index, query=query.to_dict(), refresh=True, conflicts="proceed"
        )


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except (ApiError, TransportError, BulkIndexError) as error:
        raise SearchUnavailable(str(error)) from error


def _stored(row: Row) -> dict:
    stored = {name: getattr(row, name) for name in MAPPINGS["properties"]}
    return stored | {"tags": list(row.tags), "vector": b64encode(row.vector).decode()}


def _candidate(hit: dict) -> Candidate:
    source = hit["_source"]
    numbers = (source[name] for name in ("worth", "answers", "solved", "created"))
    return Candidate(
        source["kind"],
        source["number"],
        hit["_score"] or 0.0,
        *numbers,
        vector=b64decode(source["vector"]),
        language=source["language"],
    )

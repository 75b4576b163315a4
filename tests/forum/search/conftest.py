"""Each test of search runs on both engines, each time on an index of its own."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from forum.search import engines
from forum.search.documents import Document
from tests.forum.search import shelf

DAY_ONE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def tantivy_search(settings, tmp_path) -> None:
    """Search by tantivy in an empty folder, of what stands on the shelf."""
    settings.ELASTICSEARCH_URL = ""
    settings.VAR_DIR = tmp_path
    settings.SEARCH_DOCUMENTS = ["tests.forum.search.shelf"]


@pytest.fixture
def elasticsearch_search(settings, elasticsearch_url, tmp_path) -> Iterator[None]:
    """Search by Elasticsearch in an index of its own, of what stands on the shelf."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.VAR_DIR = tmp_path
    settings.SEARCH_INDEX_PREFIX = f"test-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    settings.SEARCH_DOCUMENTS = ["tests.forum.search.shelf"]
    yield
    engines.engine().remove()


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.service)])
def any_engine(request) -> str:
    """Both engines, one after the other."""
    request.getfixturevalue(f"{request.param}_search")
    return request.param


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    yield
    shelf.rows.clear()
    shelf.due.clear()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document; whatever is not said is plain."""
    return make_document


def make_document(id: int, title: str, body: str = "", **said) -> Document:
    plain = {
        "kind": "question",
        "tags": (),
        "board_id": 1,
        "language": "nl",
        "state": "open",
        "worth": 0,
        "answers": 0,
        "solved": False,
        "created_at": DAY_ONE + timedelta(days=id),
        "url": f"/questions/{id}/",
    }
    return Document(**(plain | said), id=id, title=title, body=body)

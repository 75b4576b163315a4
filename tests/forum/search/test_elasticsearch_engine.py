"""What only Elasticsearch has: an address that may be silent, an alias that moves."""

import pytest

from forum.search import elasticsearch_engine, engines, face, indexing
from forum.search.rows import SearchUnavailable
from tests.forum.search import shelf
from tests.forum.search.conftest import make_document


def test_a_server_that_is_away_is_told_to_those_who_search(settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    settings.SEARCH_DOCUMENTS = []
    assert not face.ping()
    for call in (
        lambda: face.search("roaming"),
        lambda: face.similar("roaming"),
        lambda: face.suggest("roa"),
    ):
        with pytest.raises(SearchUnavailable):
            call()
    with pytest.raises(SearchUnavailable):
        indexing.sweep()


@pytest.mark.service
def test_readers_stay_with_the_old_index_until_the_new_one_is_complete(elasticsearch_search, monkeypatch):
    for id in (1, 2, 3):
        shelf.put(make_document(id, "Roaming"))
    face.rebuild()
    old = engines.engine().index
    monkeypatch.setattr(elasticsearch_engine, "SCHEMA_VERSION", 2)
    engines._opened.cache_clear()
    assert indexing.sweep(limit=2) == 2
    assert face.search("roaming").total == 3
    while indexing.sweep(limit=2):
        pass
    assert face.search("roaming").total == 3
    client = engines.engine().client
    assert not client.indices.exists(index=old)
    assert list(client.indices.get_alias(name=engines.engine().alias)) == [engines.engine().index]

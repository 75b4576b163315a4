"""The folder of the index: shared by processes, and made anew when it breaks."""

import logging
import multiprocessing
import shutil

import pytest

from forum.search import engines, face, indexing
from forum.search.rows import Busy, SearchUnavailable
from forum.search.tantivy_engine import TantivyEngine
from tests.forum.search import shelf
from tests.forum.search.conftest import make_document


@pytest.fixture
def folder(tantivy_search):
    for id in (1, 2):
        shelf.put(make_document(id, "Roaming"))
    while indexing.sweep():
        pass
    return engines.engine().folder


def found() -> int:
    return face.search("roaming").total


def fill() -> None:
    while indexing.sweep():
        pass


@pytest.mark.parametrize("harm", ["meta", "segments", "gone"])
def test_a_broken_folder_is_made_anew_and_filled_again(folder, harm, caplog):
    index = folder / "index"
    if harm == "gone":
        shutil.rmtree(folder)
    else:
        for path in index.iterdir():
            if (path.name == "meta.json") == (harm == "meta") and path.is_file():
                path.write_bytes(b"not an index")
    engines._opened.cache_clear()
    with caplog.at_level(logging.INFO):
        fill()
    assert found() == 2
    assert harm == "gone" or "made anew" in caplog.text


def test_a_broken_folder_is_told_to_those_who_search(folder):
    (folder / "index" / "meta.json").write_text("{")
    engines._opened.cache_clear()
    assert not face.ping()
    with pytest.raises(SearchUnavailable):
        face.search("roaming")


def test_a_search_never_makes_an_index(tantivy_search):
    assert face.search("roaming").hits == []
    assert face.ping()
    assert not engines.engine().folder.exists()


def test_a_folder_that_vanishes_under_a_reader_holds_nothing(folder):
    assert found() == 2
    shutil.rmtree(folder)
    assert found() == 0
    fill()
    assert found() == 2


def test_a_second_writer_is_busy(folder):
    other = TantivyEngine(folder.parent)
    with engines.engine()._writer(), pytest.raises(Busy), other._writer():
        pass


def test_readers_in_other_processes_see_what_is_written(folder):
    assert found() == 2
    process = multiprocessing.get_context("fork").Process(target=_write_elsewhere)
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert found() == 3


def test_a_failed_write_leaves_the_index_as_it_was_and_unlocked(folder):
    with pytest.raises(SearchUnavailable):
        engines.engine().replace([object()])
    assert found() == 2
    face.index([make_document(3, "Roaming")])
    assert found() == 3


def test_other_schema_versions_are_cleared_away_after_a_rebuild(folder):
    old = folder.parent / "v0"
    old.mkdir()
    face.rebuild()
    assert not old.exists()


def _write_elsewhere() -> None:
    face.index([make_document(3, "Roaming")])

"""The index follows the rows, whatever happens on the way."""

from datetime import timedelta

import pytest

from forum.search import engines, face, indexing
from forum.search.rows import Busy
from tests.forum.search import shelf
from tests.forum.search.conftest import DAY_ONE, make_document


def ids(text: str) -> list[int]:
    return sorted(hit.id for hit in face.search(text, size=50).hits)


def sweep_all(limit: int = 500) -> int:
    total = 0
    while done := indexing.sweep(limit):
        total += done
    return total


def test_before_anything_is_indexed_nothing_is_found(any_engine):
    assert face.search("roaming").hits == []
    assert face.similar("roaming") == []


def test_due_rows_are_indexed_once(any_engine):
    sweep_all()
    shelf.put(make_document(1, "Roaming"), due_at=DAY_ONE)
    assert indexing.sweep() == 1
    assert ids("roaming") == [1]
    assert indexing.sweep() == 0


def test_a_row_that_may_no_longer_be_seen_leaves_the_index(any_engine):
    shelf.put(make_document(1, "Roaming"), due_at=DAY_ONE)
    sweep_all()
    shelf.hide(1, due_at=DAY_ONE + timedelta(hours=1))
    sweep_all()
    assert ids("roaming") == []
    assert shelf.due == {}


def test_a_row_changed_while_it_was_read_stays_due(any_engine, monkeypatch):
    sweep_all()
    shelf.put(make_document(1, "Roaming"), due_at=DAY_ONE)
    read = shelf.documents

    def changed_meanwhile(asked):
        found = read(asked)
        shelf.put(make_document(1, "Buitenland"), due_at=DAY_ONE - timedelta(seconds=1))
        monkeypatch.setattr(shelf, "documents", read)
        return found

    monkeypatch.setattr(shelf, "documents", changed_meanwhile)
    indexing.sweep()
    assert shelf.due
    indexing.sweep()
    assert (ids("roaming"), ids("buitenland")) == ([], [1])


def test_a_sweep_killed_before_it_said_done_loses_nothing(any_engine, monkeypatch):
    sweep_all()
    shelf.put(make_document(1, "Roaming"), due_at=DAY_ONE)
    with monkeypatch.context() as broken:
        broken.setattr(shelf, "done", killed)
        with pytest.raises(KeyboardInterrupt):
            indexing.sweep()
    assert indexing.sweep() == 1
    assert ids("roaming") == [1]


def test_a_new_index_fills_itself_with_rows_that_are_not_due(any_engine):
    for id in range(1, 8):
        shelf.put(make_document(id, "Roaming"))
    assert sweep_all(limit=3) == 7
    assert ids("roaming") == list(range(1, 8))


def test_a_rebuild_removes_what_the_rows_no_longer_hold(any_engine):
    face.index([make_document(id, "Roaming") for id in (1, 3, 5, 9)])
    for id in (1, 2, 5):
        shelf.put(make_document(id, "Roaming"))
    shelf.rows[4] = None
    assert face.rebuild() == 4
    assert ids("roaming") == [1, 2, 5]
    assert face.rebuild() == 4
    assert ids("roaming") == [1, 2, 5]


def test_a_rebuild_killed_midway_is_finished_by_the_sweep(any_engine, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 3)
    for id in range(1, 9):
        shelf.put(make_document(id, "Roaming"))
    replace, calls = type(engines.engine()).replace, []

    def twice(engine, *args, **kwargs):
        calls.append(1)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return replace(engine, *args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(type(engines.engine()), "replace", twice)
        with pytest.raises(KeyboardInterrupt):
            face.rebuild()
    assert ids("roaming") == [1, 2, 3, 4, 5, 6]
    assert sweep_all() == 2
    assert ids("roaming") == list(range(1, 9))


def test_a_rebuild_learns_which_words_are_frequent(any_engine):
    for id in range(1, 5):
        shelf.put(make_document(id, f"Thuis geen werkplek {id}"))
    shelf.put(make_document(5, "Thuiswerkplek vergoeding"))
    face.rebuild()
    assert 5 in ids("werkplek")


def test_what_is_swept_later_is_learned_too(any_engine):
    sweep_all()
    for id in range(1, 5):
        shelf.put(make_document(id, f"Thuis geen werkplek {id}"), due_at=DAY_ONE)
    sweep_all()
    shelf.put(make_document(5, "Thuiswerkplek vergoeding"), due_at=DAY_ONE)
    sweep_all()
    assert 5 in ids("werkplek")


def test_catching_up_ends_when_nothing_is_due(any_engine):
    for id in range(1, 4):
        shelf.put(make_document(id, "Roaming"), due_at=DAY_ONE)
    assert indexing.catch_up() == 6
    assert (indexing.catch_up(), shelf.due, ids("roaming")) == (0, {}, [1, 2, 3])


def test_two_engines_at_once_take_turns(tantivy_search):
    shelf.put(make_document(1, "Roaming"), due_at=DAY_ONE)
    with engines.engine().alone():
        assert indexing.sweep() == 0
        with pytest.raises(Busy):
            face.rebuild()
    assert shelf.due
    assert sweep_all() == 2
    assert not shelf.due


def killed(*_):
    raise KeyboardInterrupt

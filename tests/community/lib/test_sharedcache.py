"""The embedded cache counts right between processes, forgets in time, and makes room by itself."""

import multiprocessing
import os
import shutil

import pytest

from community.lib import mappedfile, sharedcache
from community.lib.sharedcache import LmdbCache

SPAWN = multiprocessing.get_context("spawn")
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def location(tmp_path):
    return str(tmp_path / "cache")


@pytest.fixture
def cache(location):
    return LmdbCache(location, {})


@pytest.fixture
def at(monkeypatch):
    def set_time(seconds):
        monkeypatch.setattr(sharedcache.time, "time", lambda: seconds)

    set_time(1_000.0)
    return set_time


def count(location, key, times):
    cache = LmdbCache(location, {})
    for _ in range(times):
        cache.incr(key)


def race_to_add(location, keys, results):
    cache = LmdbCache(location, {})
    results.put([key for key in keys if cache.add(key, os.getpid())])


@pytest.mark.parametrize("value", [0, -5, 10**30, True, None, "text", b"bytes", {"a": [1, 2]}, 1.5])
def test_it_returns_what_was_stored(cache, value):
    cache.set("key", value)
    assert cache.get("key", "nothing") == value
    assert type(cache.get("key")) is type(value)
    assert "key" in cache


def test_many_at_once(cache):
    cache.set_many({"a": 1, "b": "two"})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": "two"}
    cache.delete_many(["a", "b"])
    assert cache.get_many(["a", "b"]) == {}


def test_add_keeps_what_is_there(cache):
    assert cache.add("key", 1)
    assert not cache.add("key", 2)
    assert cache.get("key") == 1


def test_delete_says_whether_there_was_something(cache):
    cache.set("key", 1)
    assert cache.delete("key")
    assert not cache.delete("key")


def test_an_entry_expires_and_can_then_be_added_anew(cache, at):
    cache.set("key", 1, timeout=10)
    at(1_009.9)
    assert cache.get("key") == 1
    at(1_010.0)
    assert cache.get("key") is None
    assert not cache.delete("key")
    assert not cache.touch("key")
    with pytest.raises(ValueError):
        cache.incr("key")
    assert cache.add("key", 2)


def test_an_entry_without_timeout_stays(cache, at):
    cache.set("key", 1, timeout=None)
    at(10.0**12)
    assert cache.get("key") == 1


@pytest.mark.parametrize("timeout", [0, -1])
def test_a_timeout_of_nothing_expires_at_once(cache, timeout):
    cache.set("key", 1, timeout=timeout)
    assert cache.get("key") is None


def test_touch_moves_the_end_and_incr_leaves_it(cache, at):
    cache.set("key", 1, timeout=10)
    assert cache.touch("key", 20)
    assert cache.incr("key", 4) == 5
    assert cache.decr("key") == 4
    at(1_019.0)
    assert cache.get("key") == 4
    at(1_020.0)
    assert cache.get("key") is None


def test_incr_of_nothing_is_an_error(cache):
    with pytest.raises(ValueError):
        cache.incr("nothing")


def test_long_keys_stay_apart(cache):
    cache.set("k" * 700 + "1", 1)
    cache.set("k" * 700 + "2", 2)
    assert cache.get("k" * 700 + "1") == 1


def test_versions_and_clear(cache):
    cache.set("key", 1, version=1)
    cache.set("key", 2, version=2)
    assert cache.get("key", version=1) == 1
    cache.clear()
    assert cache.get("key", version=2) is None


def test_a_value_of_a_class_that_has_moved_is_a_miss(cache, monkeypatch):
    monkeypatch.setattr(sharedcache.pickle, "dumps", lambda *_: b"cno_such_module\nNoClass\n.")
    cache.set("key", object())
    assert cache.get("key", "miss") == "miss"


def test_two_caches_on_one_path_share_one_file(location, cache):
    cache.set("key", 1)
    assert LmdbCache(location, {}).get("key") == 1


def test_a_deleted_folder_is_made_again_at_start(tmp_path):
    location = str(tmp_path / "deep" / "cache")
    LmdbCache(location, {}).set("key", 1)
    mappedfile.opened(os.path.realpath(location), 0).environment.close()
    mappedfile._open_files.clear()
    shutil.rmtree(tmp_path / "deep")
    cache = LmdbCache(location, {})
    assert cache.get("key") is None
    cache.set("key", 2)
    assert cache.get("key") == 2


def test_a_broken_file_is_replaced(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "data.mdb").write_bytes(b"not a database" * 1000)
    cache = LmdbCache(str(folder), {})
    cache.set("key", 1)
    assert cache.get("key") == 1


def test_processes_count_together(location, cache):
    cache.set("count", 0)
    workers = [SPAWN.Process(target=count, args=(location, "count", 250)) for _ in range(3)]
    for worker in workers:
        worker.start()
    count(location, "count", 250)
    for worker in workers:
        worker.join()
    assert cache.get("count") == 1000


def test_one_process_wins_each_add(location):
    keys = [f"prize:{number}" for number in range(100)]
    results = SPAWN.Queue()
    workers = [SPAWN.Process(target=race_to_add, args=(location, keys, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    won = [key for _ in workers for key in results.get()]
    for worker in workers:
        worker.join()
    assert sorted(won) == sorted(keys)


def test_a_forked_child_opens_the_file_anew(location, cache):
    cache.set("count", 0)
    child = FORK.Process(target=count, args=(location, "count", 100))
    child.start()
    count(location, "count", 100)
    child.join()
    assert child.exitcode == 0
    assert cache.get("count") == 200


def test_when_full_expired_entries_go_first(location, at):
    cache = LmdbCache(location, {"OPTIONS": {"map_size": 2 * 1024 * 1024}})
    cache.set("kept", "kept", None)
    for number in range(100):
        cache.set(f"short:{number}", b"x" * 10_000, timeout=1)
    at(2_000.0)
    for number in range(60):
        cache.set(f"new:{number}", b"x" * 10_000, timeout=None)
    assert cache.get("kept") == "kept"
    assert all(cache.get(f"new:{number}") for number in range(60))


@pytest.mark.parametrize("size", [10, 900, 5_000, 50_000])
def test_when_full_of_living_entries_the_oldest_go(location, size):
    cache = LmdbCache(location, {"OPTIONS": {"map_size": 2 * 1024 * 1024}})
    rounds = 6 * 1024 * 1024 // (size + 60)
    for number in range(0, rounds, 50):
        cache.set_many({f"key:{one}": b"x" * size for one in range(number, number + 10)}, timeout=None)
        cache.set(f"last:{number}", number, timeout=None)
        assert cache.get(f"last:{number}") == number
    assert cache.get("last:0") is None or rounds < 1000


def test_an_entry_that_can_never_fit_is_left_out(location, caplog):
    cache = LmdbCache(location, {"OPTIONS": {"map_size": 1024 * 1024}})
    cache.set("huge", b"x" * 2 * 1024 * 1024)
    assert cache.get("huge") is None
    assert "no room" in caplog.text
    cache.set("small", 1)
    assert cache.get("small") == 1


def test_pickles_are_readable_by_their_owner_only(location, cache):
    cache.set("key", 1)
    assert (os.stat(os.path.join(location, "data.mdb")).st_mode & 0o077) == 0

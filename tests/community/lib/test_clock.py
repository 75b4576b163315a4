"""The clock is real time, except in the demo, where it can be moved ahead for all processes at once."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from community.lib import clock

SECOND = timedelta(seconds=1)


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    return tmp_path


def test_outside_the_demo_it_is_real_time_and_stands_fast(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = False, tmp_path
    (tmp_path / clock.FILE_NAME).write_text("3600")
    assert clock.offset() == timedelta()
    assert clock.now().utcoffset() == timedelta()
    with pytest.raises(clock.ClockNotMovable):
        clock.move_to(clock.now() + SECOND)


def test_the_demo_can_jump_ahead(demo):
    wanted = datetime.now(UTC) + timedelta(days=7)
    moved = clock.move_to(wanted)
    assert clock.offset() == moved
    assert wanted <= clock.now() < wanted + timedelta(minutes=1)


def test_it_never_runs_backwards(demo):
    clock.move_to(clock.now() + timedelta(days=1))
    before = clock.offset()
    with pytest.raises(clock.ClockNotMovable):
        clock.move_to(clock.now() - SECOND)
    assert clock.offset() == before


def test_a_move_by_another_process_is_seen_at_once(demo):
    clock.move_to(clock.now() + timedelta(hours=1))
    clock.offset()
    other = demo / "written-by-another-process"
    other.write_text("7200.0")
    os.replace(other, demo / clock.FILE_NAME)
    assert clock.offset() == timedelta(hours=2)


def test_without_a_file_the_demo_shows_real_time_again(demo):
    clock.move_to(clock.now() + timedelta(hours=1))
    (demo / clock.FILE_NAME).unlink()
    assert clock.offset() == timedelta()


def test_a_move_leaves_no_temporary_file(demo):
    clock.move_to(clock.now() + timedelta(hours=1))
    assert [path.name for path in demo.iterdir()] == [clock.FILE_NAME]

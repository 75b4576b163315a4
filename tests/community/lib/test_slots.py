"""Slots tell stored pages that they are out of date."""

import pytest
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import ConnectionError as CacheIsDown

from community.lib import slots


def test_a_bump_changes_that_slot_only():
    before = slots.versions(["question:12", "board:3"])
    slots.bump(["question:12"])
    after = slots.versions(["question:12", "board:3"])
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_versions_stand_until_they_are_bumped():
    assert slots.versions(["site", "tag:9"]) == slots.versions(["site", "tag:9"])


def test_an_evicted_slot_never_returns_to_an_old_version():
    seen = {slots.versions(["site"])}
    for _ in range(50):
        cache.clear()
        assert slots.versions(["site"]) not in seen
        seen.add(slots.versions(["site"]))


def test_a_bump_of_an_unread_slot_costs_no_entry():
    slots.bump(["question:99"])
    assert cache.get("slot:question:99") is None


@pytest.mark.django_db
def test_a_write_bumps_before_and_after_its_commit(django_capture_on_commit_callbacks):
    before = slots.versions(["question:12"])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        slots.bump_around_commit(["question:12"])
        during = slots.versions(["question:12"])
    assert before != during != slots.versions(["question:12"]) != before


def test_a_cache_that_is_down_does_not_stop_a_write(monkeypatch, caplog):
    def refuse(*_):
        raise CacheIsDown

    monkeypatch.setattr(slots.cache, "incr", refuse, raising=False)
    slots.bump(["site"])
    assert "could not be bumped" in caplog.text

"""Nobody does the same thing too often, and nobody waits longer than needed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import ConnectionError as CacheIsDown

from community.lib import throttle

HOUR = 3600
START = 500_000 * HOUR


def ask(at, who="member:7", scope="ask"):
    throttle.hit(scope, who, limit=3, seconds=HOUR, at=START + at)


def test_up_to_the_limit_is_fine_and_one_more_is_not():
    for minute in range(3):
        ask(at=minute * 60)
    with pytest.raises(throttle.TooOften) as refused:
        ask(at=180)
    assert 0 < refused.value.retry_after <= 2 * HOUR


def test_each_person_and_each_thing_has_its_own_count():
    for _ in range(3):
        ask(at=0)
    ask(at=0, who="member:8")
    ask(at=0, scope="answer")


def test_what_was_done_before_the_hour_weighs_in_until_it_has_passed():
    for _ in range(3):
        ask(at=HOUR - 1)
    with pytest.raises(throttle.TooOften):
        ask(at=HOUR + 1)
    ask(at=HOUR + HOUR // 2)
    ask(at=2 * HOUR)


def test_refused_attempts_do_not_lengthen_the_wait():
    for _ in range(3):
        ask(at=0)
    for second in range(20):
        with pytest.raises(throttle.TooOften):
            ask(at=second)
    assert cache.get(throttle._key("ask", "member:7", HOUR, 500_000)) == 3


@given(st.lists(st.integers(0, 900), min_size=5, max_size=20))
def test_after_the_time_named_one_more_is_allowed(waits):
    cache.clear()
    moment = START
    for wait in waits:
        moment += wait
        try:
            throttle.hit("ask", "member:7", limit=3, seconds=HOUR, at=moment)
        except throttle.TooOften as refused:
            moment += refused.retry_after
            throttle.hit("ask", "member:7", limit=3, seconds=HOUR, at=moment)


def test_a_named_limit_is_spent():
    for _ in range(throttle.SIGN_UP.limit):
        throttle.spend(throttle.SIGN_UP, "address:192.0.2.1")
    with pytest.raises(throttle.TooOften):
        throttle.spend(throttle.SIGN_UP, "address:192.0.2.1")


def test_a_cache_that_is_down_lets_people_pass(monkeypatch, caplog):
    def refuse(*_):
        raise CacheIsDown

    monkeypatch.setattr(throttle, "_counts", refuse)
    ask(at=0)
    assert "cache is down" in caplog.text


def test_visitors_count_by_address_and_members_by_account():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    assert throttle.who(request) == "address:192.0.2.7"
    request.user = AnonymousUser()
    assert throttle.who(request) == "address:192.0.2.7"
    request.user = type("Member", (), {"is_authenticated": True, "pk": 7})()
    assert throttle.who(request) == "member:7"


@pytest.mark.parametrize(
    "proxies, forwarded, found",
    [
        (0, "203.0.113.9", "192.0.2.7"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "", "192.0.2.7"),
        (1, "nonsense", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(settings, proxies, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert throttle.address(request) == found

"""Limits on how often one person or address may do something, counted in the shared cache."""

import hashlib
import ipaddress
import logging
import math
import re
import time
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from community.lib.sharedcache import CACHE_ERRORS

_log = logging.getLogger(__name__)


class TooOften(Exception):
    """The limit is reached; `retry_after` says in how many seconds one more is allowed."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too often; try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Limit(NamedTuple):
    scope: str
    limit: int
    seconds: int


# Far above what a person does in earnest, far below what a script wants. What newcomers may do is a rule.
ASK = Limit("ask", 10, 3600)
ANSWER = Limit("answer", 30, 3600)
COMMENT = Limit("comment", 60, 3600)
EDIT = Limit("edit", 60, 3600)
VOTE = Limit("vote", 60, 60)
REPORT = Limit("report", 20, 3600)
SEARCH = Limit("search", 60, 60)
SIGN_IN = Limit("sign-in", 10, 300)
SIGN_UP = Limit("sign-up", 5, 3600)
MAIL = Limit("mail", 5, 3600)
UPLOAD = Limit("upload", 30, 3600)


def spend(limit: Limit, who: str) -> None:
    """Count one under a named limit; raises TooOften."""
    hit(limit.scope, who, limit=limit.limit, seconds=limit.seconds)


def hit(scope: str, who: str, *, limit: int, seconds: int, at: float | None = None) -> None:
    """Count one act of `who`; raises TooOften when there were `limit` in the last `seconds`.

    The count slides: what was done in the previous window weighs in for the part that still overlaps.
    Refused acts do not count. `at` is real time (seconds since 1970). A cache that is down lets all pass.
    """
    moment = time.time() if at is None else at
    window, into = divmod(moment, seconds)
    current, previous = (_key(scope, who, seconds, int(number)) for number in (window, window - 1))
    try:
        before, count = _counts(current, previous, seconds)
        if before * (1 - into / seconds) + count <= limit:
            return
        cache.decr(current)
    except ValueError:
        return  # The counter was evicted in between: it starts again with the next act.
    except CACHE_ERRORS as trouble:
        _log.warning("Nothing is throttled, the cache is down: %s", type(trouble).__name__)
        return
    raise TooOften(_wait(before, count - 1, limit, seconds, into))


def who(request: HttpRequest) -> str:
    """Whom to count for a request: the member, or else the address (IPv6 by the network of a household)."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"member:{user.pk}"
    return f"address:{address(request)}"


def address(request: HttpRequest) -> str:
    """The client's address. Of X-Forwarded-For only what our own TRUSTED_PROXIES (a number) added counts."""
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part for part in re.split(r"[,\s]+", request.META.get("HTTP_X_FORWARDED_FOR", "")) if part]
    found = forwarded[-proxies] if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(found)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def _counts(current: str, previous: str, seconds: int) -> tuple[int, int]:
    before = cache.get(previous, 0)
    cache.add(current, 0, 2 * seconds)
    return before, cache.incr(current)


def _key(scope: str, who: str, seconds: int, window: int) -> str:
    # Hashed: no address of a person is stored, and no choice of name reaches another counter.
    return f"throttle:{scope}:{hashlib.sha256(who.encode()).hexdigest()[:32]}:{seconds}:{window}"


def _wait(before: int, count: int, limit: int, seconds: int, into: float) -> int:
    """Seconds until one more fits: in this window when the previous one fades enough, else in the next."""
    if count < limit and before:
        into_enough = seconds * (1 - (limit - count - 1) / before)
        return max(1, math.ceil(into_enough - into))
    # In the next window `count` is what came before, of which enough has to fade for one more.
    faded = seconds * (1 - (limit - 1) / count) if count else 0
    return max(1, math.ceil(seconds - into + max(faded, 0)))

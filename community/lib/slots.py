"""Named version numbers ("question:12", "board:3", "site") by which stored pages know they are out of date.

A reader reads the versions before its first query, a writer bumps them before and after its commit: whatever
was built from old rows carries a version that is no longer current once the writer is done.
"""

import contextlib
import functools
import logging
import secrets
from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction

from community.lib.sharedcache import CACHE_ERRORS

# Longer than any page is kept; a slot that is forgotten starts anew at random, so old pages stay invalid.
KEPT_SECONDS = 24 * 3600

_log = logging.getLogger(__name__)


def versions(names: Iterable[str]) -> tuple[int, ...]:
    """The versions of `names`, in their order, in one read; one of CACHE_ERRORS when the cache is down."""
    keys = [_key(name) for name in names]
    found = cache.get_many(keys)
    missing = [key for key in keys if key not in found]
    if missing:
        for key in missing:
            cache.add(key, _start(), KEPT_SECONDS)
        found |= cache.get_many(missing)
    # A slot evicted in this very moment equals nothing a page could remember.
    return tuple([found.get(key) or _start() for key in keys])


def bump(names: Iterable[str]) -> None:
    """Make all that was built from `names` out of date; with the cache down they live until they expire."""
    try:
        for name in dict.fromkeys(names):
            _increase(_key(name))
    except CACHE_ERRORS as trouble:
        _log.warning("Slots could not be bumped: %s", type(trouble).__name__)


def bump_around_commit(names: Iterable[str]) -> None:
    """Bump now, and again when the transaction around this call is committed."""
    wanted = tuple(dict.fromkeys(names))
    bump(wanted)
    transaction.on_commit(functools.partial(bump, wanted), robust=True)


def _increase(key: str) -> None:
    # A slot that is missing was never read: whoever does so later starts at a number of its own.
    with contextlib.suppress(ValueError):
        cache.incr(key)


def _key(name: str) -> str:
    return f"slot:{name}"


def _start() -> int:
    return secrets.randbits(60) + 1

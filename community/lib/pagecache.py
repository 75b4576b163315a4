"""A small WSGI wrapper before Django: visitors who are not signed in get finished pages, exactly invalidated.

A view names the slots its page is built from (`cached_page`, or `reading`, `also` and `mark`). Their versions
are read before the view's first query, so a page built from old rows never carries a current version. A page
may need slots that are only known once its rows are read (the board of a question): it is not stored the
first time, but their names are remembered and read in time from the next build on.
"""

import functools
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie

from community.lib import pagekey, pagestore, slots
from community.lib.pagestore import Entry
from community.lib.sharedcache import CACHE_ERRORS

_PAGE = "crowdservice.page"
_VARY = "Accept-Encoding, Accept-Language, Cookie"
_VARY_NAMES = frozenset({"accept-encoding", "accept-language", "cookie", "hx-request"})
# Made anew for each answer, or belonging to one request only.
_NOT_STORED = frozenset(
    {"content-length", "cache-control", "vary", "etag", "x-request-id", "date", "connection", "expires"}
)

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Build:
    """What a page under construction has read and used."""

    language: str
    hinted: tuple[str, ...]
    read: dict[str, int] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    is_marked: bool = False


def cached_page(names: Callable[..., Iterable[str]]) -> Callable:
    """Decorator of a view: `names` gets the view's arguments and returns the slots it is built from."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            reading(request, names(request, *args, **kwargs))
            return mark(request, view(request, *args, **kwargs))

        return wrapped

    return decorate


def reading(request: HttpRequest, names: Iterable[str]) -> None:
    """Read the versions of these slots; call it before the first query. Does nothing for members."""
    build = request.META.get(_PAGE)
    if build is None:
        return
    build.used |= dict.fromkeys(names)
    wanted = tuple(dict.fromkeys((*build.used, *build.hinted)))
    try:
        build.read |= zip(wanted, slots.versions(wanted), strict=True)
    except CACHE_ERRORS as trouble:
        _warn(trouble)
        del request.META[_PAGE]


def also(request: HttpRequest, names: Iterable[str]) -> None:
    """The page depends on these slots too; the first build that says so is not stored, later ones are."""
    build = request.META.get(_PAGE)
    if build is not None:
        build.used |= dict.fromkeys(names)


def mark(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This response is the same for every visitor and may be stored; returns it."""
    build = request.META.get(_PAGE)
    if build is not None and build.read:
        build.is_marked = True
    return response


class PageCache:
    """Wraps the WSGI application; `now` is real time in seconds, shared by all processes."""

    def __init__(self, app: Callable, *, now: Callable[[], float] = time.time) -> None:
        self._app = app
        self._now = now
        self._store = pagestore.PageStore()

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        environ.pop(_PAGE, None)
        asked = pagekey.asked(environ)
        if asked is None:
            return self._app(environ, start_response)
        key, language = asked
        try:
            entry, hinted = self._lookup(key)
            if entry is not None:
                return self._answer(key, entry, environ, start_response)
        except CACHE_ERRORS as trouble:
            _warn(trouble)
            return self._app(environ, start_response)
        if environ["REQUEST_METHOD"] == "GET" and _is_storable_for(environ):
            environ[_PAGE] = _Build(language, hinted)
        return self._build(key, environ, start_response)

    def _lookup(self, key: str) -> tuple[Entry | None, tuple[str, ...]]:
        """The entry that still holds, if any, and the names of slots the next build should read."""
        hinted: tuple[str, ...] = ()
        for entry in self._store.candidates(key):
            hinted = entry.names
            is_young = abs(self._now() - entry.stored_at) <= pagestore.KEPT_SECONDS
            if entry.is_page and is_young and entry.versions == slots.versions(entry.names):
                return entry, hinted
        return None, hinted

    def _answer(self, key: str, entry: Entry, environ: dict, start_response: Callable) -> list[bytes]:
        encoding = pagekey.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if entry.body(encoding) is None:
            entry = entry.with_encoding(encoding)
            self._store.put(key, entry)
        return _send(entry, encoding, environ, start_response)

    def _build(self, key: str, environ: dict, start_response: Callable) -> Iterable[bytes]:
        started_at, held = self._now(), []

        def hold(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable:
            build = environ.get(_PAGE)
            if build is not None and build.is_marked and _is_storable(build, status, headers):
                held.append((status, headers))
                return _refuse_write
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        result = self._app(environ, hold)
        if not held:
            return result
        status, headers = held[-1]
        if getattr(result, "streaming", False):
            start_response(status, headers)
            return result
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        encoding = pagekey.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        entry = self._keep(key, body, headers, encoding, started_at, environ[_PAGE])
        own = [(name, value) for name, value in headers if name.lower() == "x-request-id"]
        return _send(entry, encoding, environ, start_response, own)

    def _keep(self, key, body, headers, encoding, started_at, build: _Build) -> Entry:
        names = tuple(build.used)
        entry = pagestore.entry_of(
            body,
            encoding=encoding,
            names=names,
            versions=tuple(build.read.get(name, 0) for name in names),
            stored_at=started_at,
            headers=_kept_headers(headers),
        )
        was_read_in_time = build.used.keys() <= build.read.keys()
        try:
            self._store.put(key, entry if was_read_in_time else Entry(names))
        except CACHE_ERRORS as trouble:
            _warn(trouble)
        return entry


def _is_storable_for(environ: dict[str, Any]) -> bool:
    # With a cookie of its own (CSRF) a visitor could be shown a token, and no Set-Cookie would give it away.
    cookies = environ.get("HTTP_COOKIE", "")
    return not cookies or parse_cookie(cookies).keys() <= {settings.LANGUAGE_COOKIE_NAME}


def _is_storable(build: _Build, status: str, headers: list[tuple[str, str]]) -> bool:
    found = {name.lower(): value for name, value in headers}
    varies_on = {name.strip().lower() for name in found.get("vary", "").split(",") if name.strip()}
    return (
        status.startswith("200 ")
        and not {"set-cookie", "content-encoding"} & found.keys()
        and varies_on <= _VARY_NAMES
        and found.get("content-language", build.language) == build.language
        and not any(word in found.get("cache-control", "") for word in ("private", "no-store"))
        and "nonce-" not in found.get("content-security-policy", "")
    )


def _kept_headers(headers: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_STORED]
    return (*kept, ("Cache-Control", "no-cache"), ("Vary", _VARY))


def _send(entry: Entry, encoding: str, environ: dict, start_response: Callable, own=()) -> list[bytes]:
    headers = [*entry.headers, ("ETag", entry.etag), *own]
    known = {tag.strip().removeprefix("W/") for tag in environ.get("HTTP_IF_NONE_MATCH", "").split(",")}
    if entry.etag.removeprefix("W/") in known or "*" in known:
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
        return []
    body = entry.body(encoding)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _refuse_write(data: bytes) -> None:
    raise RuntimeError("A page that is stored is returned, not written.")


def _warn(trouble: Exception) -> None:
    _log.warning("Pages are built for each visitor, the cache is down: %s", type(trouble).__name__)

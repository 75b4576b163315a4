"""Which stored page a request asks for, in which language and encoding, or that Django has to answer."""

import functools
import hashlib
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils.translation import get_language_from_request

ALLOWED_QUERY_KEYS = frozenset(
    "before after sort q state tag board lang page field by answered_by department".split()
)
LONGEST_QUERY = 400
LONGEST_HEADER = 4096

_BYPASSING = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_X_REQUESTED_WITH")
# What Django takes from a proxy decides what addresses the page holds.
_PLACE = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "SERVER_PORT",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "SCRIPT_NAME",
    "PATH_INFO",
)


def asked(environ: dict[str, Any]) -> tuple[str, str] | None:
    """(key, language) of the page a visitor asks for, or None when Django has to answer."""
    language = _language(environ)
    key = None if language is None else _key(environ, language)
    return None if key is None else (key, language)


@functools.lru_cache(maxsize=256)
def encoding(accepted: str) -> str:
    """The best of what a client takes: "br", "gzip", or "" for neither."""
    offers = [offer.replace(" ", "").lower().partition(";q=") for offer in accepted.split(",")]
    taken = {name for name, _, weight in offers if weight.strip("0.") or not weight}
    return next((best for best in ("br", "gzip") if best in taken), "")


def _key(environ: dict[str, Any], language: str) -> str | None:
    query = environ.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return None
    pairs = sorted(parse_qsl(query, keep_blank_values=True)) if query else []
    names = [name for name, _ in pairs]
    if not ALLOWED_QUERY_KEYS.issuperset(names) or len(set(names)) < len(names):
        return None
    place = [environ.get(name, "") for name in _PLACE]
    secure = environ.get((settings.SECURE_PROXY_SSL_HEADER or ("",))[0], "")
    parts = repr((place, secure, pairs, language)).encode()
    return f"page:{hashlib.blake2b(parts, digest_size=20).hexdigest()}"


def _language(environ: dict[str, Any]) -> str | None:
    """The language of the page for a visitor; None when this request is not one the cache answers."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or any(name in environ for name in _BYPASSING):
        return None
    cookies, accepted = environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if len(cookies) > LONGEST_HEADER or len(accepted) > LONGEST_HEADER:
        return None
    # "messages" holds what a form just said to this visitor.
    if cookies and (settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies):
        return None
    return _spoken(parse_cookie(cookies).get(settings.LANGUAGE_COOKIE_NAME) if cookies else None, accepted)


@functools.lru_cache(maxsize=1024)
def _spoken(chosen: str | None, accepted: str) -> str:
    cookies = {} if chosen is None else {settings.LANGUAGE_COOKIE_NAME: chosen}
    headers = {"HTTP_ACCEPT_LANGUAGE": accepted}
    return get_language_from_request(SimpleNamespace(COOKIES=cookies, META=headers))

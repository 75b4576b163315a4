"""A small site behind the page cache, and a way to ask it for pages."""

import gzip
from io import BytesIO

import brotli
import pytest
from django.core import signals
from django.core.cache import cache, caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.translation import get_language

from community.lib import pagecache
from community.lib.pagecache import PageCache


class Site:
    """What stands behind the cache; `rows` is its database, `calls` counts what Django had to do."""

    def __init__(self) -> None:
        self.now, self.calls, self.rows, self.during = 1_800_000_000.0, 0, "old", lambda: None
        self.response = HttpResponse
        self.wsgi = None

    def process(self):
        """What one more worker process would run."""
        return PageCache(WSGIHandler(), now=lambda: self.now)

    @property
    def urls(self):
        return (
            path("question/<int:pk>/", self.question),
            path("late/<int:pk>/", self.late),
            path("form/", self.form),
            path("plain/", self.plain),
        )

    def question(self, request, pk):
        self.calls += 1
        pagecache.reading(request, [f"question:{pk}", "site"])
        text = f"{self.rows} {get_language()} {request.GET.urlencode()}".strip()
        self.during()
        return pagecache.mark(request, self.response(text))

    def late(self, request, pk):
        self.calls += 1
        pagecache.reading(request, [f"question:{pk}"])
        pagecache.also(request, ["board:3"])
        return pagecache.mark(request, HttpResponse(self.rows))

    def form(self, request):
        self.calls += 1
        pagecache.reading(request, ["site"])
        return pagecache.mark(request, HttpResponse(get_token(request)))

    def plain(self, request):
        self.calls += 1
        return HttpResponse("plain")


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = int(status.split()[0]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def text(self):
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
            self.headers.get("content-encoding"), bytes
        )
        return unpack(self.body).decode()


@pytest.fixture
def site(settings):
    cache.clear()
    caches["pages"].clear()
    site = Site()
    settings.ROOT_URLCONF = site.urls
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    settings.ALLOWED_HOSTS = ["*"]
    settings.LANGUAGES = [("en", "English"), ("nl", "Dutch")]
    settings.MIDDLEWARE = [
        "community.lib.logs.RequestIdMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    site.wsgi = site.process()
    # As Django's own test client does: these would end the transaction of a test that uses the database.
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield site
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def get(site):
    def get(address="/question/12/", method="GET", wsgi=None, **headers):
        path_info, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path_info,
            "QUERY_STRING": query,
            "SERVER_NAME": "community.example.org",
            "SERVER_PORT": "80",
            "HTTP_HOST": "community.example.org",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started = []
        result = (wsgi or site.wsgi)(environ, lambda *given: started.append(given))
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return Answer(*started[-1][:2], body)

    return get

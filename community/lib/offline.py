"""Without a connection: the page the browser keeps for then, and the small worker that shows it."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_WORKER = Path(settings.ROOT) / "static" / "sw.js"


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, for only from there does it reach every page."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def page(request: HttpRequest) -> HttpResponse:
    """The same for everyone, in both languages: whoever reads it can not be asked."""
    return render(request, "offline.html")

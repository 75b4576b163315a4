"""Addresses nobody can mean: one with U+0000 in it leads nowhere, on every page alike."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

_NUL = ("\x00", "%00")


class NoNulMiddleware:
    """Answers "not found" before a page asks PostgreSQL for a text it could never hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        address = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
        if any(nul in address for nul in _NUL):
            raise Http404("no address has a U+0000 in it")

"""Serves kept pictures from wherever they are stored, before anything that asks who reads them."""

import functools
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse

from community.lib.picturenames import ADDRESS, ATTACHMENTS

# Pictures made here: of posts, of members, and Wagtail's renditions. What was uploaded as it came is never served.
FOLDERS = (ATTACHMENTS, "portraits", "images")
TYPES = {
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".avif": "image/avif",
}
# A name is never used again: another picture has another one.
KEPT = "public, max-age=31536000, immutable"
# Nothing in such a file may run, should a browser ever take it for a page.
POLICY = "default-src 'none'; style-src 'none'; sandbox"


class MediaMiddleware:
    """Answers everything under /media/; a picture costs no session and no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESS):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _refused(405)
        return _served(request, request.path_info.removeprefix(ADDRESS))


def _served(request: HttpRequest, name: str) -> HttpResponse:
    kind = _kind(name)
    if kind is None:
        return _refused(404)
    etag = f'"{name}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        content = _read(name)
        if content is None:
            return _refused(404)
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = "inline"
        response["Content-Length"] = str(len(content))
    response["Cache-Control"], response["ETag"] = KEPT, etag
    response["Content-Security-Policy"] = POLICY
    return response


@functools.lru_cache(maxsize=256)
def _kind(name: str) -> str | None:
    """The type of a file that may be served, or None."""
    folder, _, file = name.partition("/")
    is_plain = all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in file)
    if folder not in FOLDERS or not is_plain or file.startswith("."):
        return None
    return TYPES.get(file[file.rfind(".") :].lower()) if "." in file else None


def _read(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError):
        return None


def _refused(status: int) -> HttpResponse:
    response = HttpResponse(status=status, content_type="text/plain")
    response["Content-Security-Policy"] = POLICY
    if status == 405:
        response["Allow"] = "GET, HEAD"
    return response

"""What every page's shell shows."""

from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static


def shell(request) -> dict:
    """Site-wide names for the shell; nothing in it belongs to one person unless they are signed in."""
    return {
        "icons": static("icons.svg"),
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "signed_in": request.session.session_key is not None and request.user.is_authenticated
        if hasattr(request, "session")
        else False,
        "languages": settings.LANGUAGES,
        "here": _here(request),
    }


def _here(request) -> str:
    """Where the reader comes back to in another language: after a refused form, the page the form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path

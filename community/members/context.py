"""What every page's shell shows."""

from django.conf import settings
from django.templatetags.static import static


def shell(request) -> dict:
    """Site-wide names for the shell; nothing in it belongs to one person unless they are signed in."""
    return {
        "icons": static("icons.svg"),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "signed_in": request.session.session_key is not None and request.user.is_authenticated
        if hasattr(request, "session")
        else False,
        "languages": settings.LANGUAGES,
    }

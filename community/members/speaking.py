"""The language of this browser: kept in a cookie by whoever chose one, a visitor or a member."""

from django.conf import settings
from django.http import HttpResponse

YEAR_SECONDS = 365 * 24 * 3600


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Keeps the language in this browser; without one the browser's own counts again."""
    name = settings.LANGUAGE_COOKIE_NAME
    if language:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, language, max_age=YEAR_SECONDS, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(name, samesite="Lax")
    return response

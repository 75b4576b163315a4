"""Addresses people receive by mail: signed links that say what they are for, and absolute ones."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing


class BadLink(Exception):
    """The token was not made by us, not for this purpose, or is too old."""


class ExpiredLink(BadLink):
    """The token is ours, but older than allowed."""


def signed(purpose: str, **data: Any) -> str:
    """A token for an address, holding `data` (JSON values), good for `purpose` only; dated in real time."""
    return signing.dumps(data, salt=_salt(purpose), compress=True)


def read(purpose: str, token: str, max_age: int | timedelta) -> dict[str, Any]:
    """What was signed for `purpose` at most `max_age` (seconds) ago.

    Raises BadLink; when it is only too old, ExpiredLink.
    """
    try:
        return signing.loads(token, salt=_salt(purpose), max_age=max_age)
    except signing.SignatureExpired as trouble:
        raise ExpiredLink("This link is too old.") from trouble
    except (signing.BadSignature, ValueError) as trouble:
        raise BadLink("This link is not valid.") from trouble


def absolute(path: str) -> str:
    """The full address of a path of this site, from SITE_URL."""
    return f"{settings.SITE_URL.rstrip('/')}/{path.lstrip('/')}"


def _salt(purpose: str) -> str:
    return f"community.lib.links.{purpose}"

"""What someone typed before signing in, carried along in a signed token so that it is back in the form afterwards."""

import secrets
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.http import urlencode

from community.lib import links

PURPOSE = "draft"
KEPT_SECONDS = 24 * 3600
# Servers and proxies refuse longer addresses; such a draft waits in the session instead.
LONGEST_TOKEN = 6_000
# A draft is a form that could have been posted: what is longer than that comes from no form of ours.
LONGEST_VALUE = 200_000
_PARKED = "parked-"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def keep(request: HttpRequest, fields: Mapping[str, str]) -> str:
    """A token for the typed `fields`, short enough for an address; passwords and tokens are left out."""
    typed = {
        name: value[:LONGEST_VALUE]
        for name, value in fields.items()
        if name not in _NOT_KEPT and "password" not in name
    }
    token = links.signed(PURPOSE, fields=typed)
    if len(token) <= LONGEST_TOKEN:
        return token
    name = _PARKED + secrets.token_urlsafe(9)
    request.session[name] = typed
    return name


def address(request: HttpRequest, path: str, fields: Mapping[str, str]) -> str:
    """`path` with the typed fields behind it, to be used as the page to go to after signing in."""
    return f"{path}?{urlencode({'draft': keep(request, fields)})}"


def read(request: HttpRequest) -> dict[str, str]:
    """The fields of the draft that the address carries; empty when there is none or it is not ours or too old."""
    token = request.GET.get("draft", "")
    if not token:
        return {}
    if token.startswith(_PARKED):
        found = request.session.get(token, {})
        return found if isinstance(found, dict) else {}
    try:
        return links.read(PURPOSE, token, max_age=KEPT_SECONDS)["fields"]
    except (links.BadLink, KeyError):
        return {}

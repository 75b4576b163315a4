"""What someone typed before signing in, carried along in a signed token so that it is back in the form afterwards."""

import hashlib
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.http import urlencode

from community.lib import links, throttle

PURPOSE = "draft"
KEPT_SECONDS = 24 * 3600
# Servers and proxies refuse longer addresses; such a draft waits in the session instead.
LONGEST_TOKEN = 6_000
# A draft is a form that could have been posted: what is longer than that comes from no form of ours.
LONGEST_VALUE = 200_000
_PARKED = "parked-"
# In one session, the newest: a slot for each page that one was led away from.
MOST_PARKED = 3
# Each visitor who is not signed in gets a session for it: far more than anybody is led away from forms.
PARK = throttle.Limit("park", 20, 3600)
_NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def keep(request: HttpRequest, path: str, fields: Mapping[str, str]) -> str:
    """A token for what was typed for the page at `path`, short enough for an address; without passwords and tokens.

    Empty when it had to wait in the session of somebody who had too much waiting there already.
    """
    typed = {
        name: value[:LONGEST_VALUE]
        for name, value in fields.items()
        if name not in _NOT_KEPT and "password" not in name
    }
    token = links.signed(PURPOSE, fields=typed)
    return token if len(token) <= LONGEST_TOKEN else _park(request, path, typed)


def address(request: HttpRequest, path: str, fields: Mapping[str, str]) -> str:
    """`path` with the typed fields behind it, to be used as the page to go to after signing in."""
    return _address(path, keep(request, path, fields))


def parked(request: HttpRequest, path: str, fields: Mapping[str, str]) -> str:
    """The same for what must not stand in an address, such as personal data: it waits in the session."""
    typed = {name: value[:LONGEST_VALUE] for name, value in fields.items()}
    return _address(path, _park(request, path, typed))


def drop(request: HttpRequest) -> None:
    """Once a form is sent, what waited for it in the session is forgotten."""
    for name in (_slot(request.path), request.GET.get("draft", "")):
        if name.startswith(_PARKED):
            request.session.pop(name, None)


def _address(path: str, token: str) -> str:
    return f"{path}?{urlencode({'draft': token})}" if token else path


def _park(request: HttpRequest, path: str, typed: dict[str, str]) -> str:
    """The slot of that page, which holds the last text alone; of too many pages the earliest are given up."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        try:
            throttle.spend(PARK, throttle.who(request))
        except throttle.TooOften:
            return ""
    name, session = _slot(path), request.session
    session.pop(name, None)
    waiting = [key for key in session.keys() if key.startswith(_PARKED)]  # noqa: SIM118 - a session is no dict
    for earliest in waiting[: max(0, len(waiting) - MOST_PARKED + 1)]:
        del session[earliest]
    session[name] = typed
    return name


def _slot(path: str) -> str:
    return _PARKED + hashlib.blake2b(path.encode(), digest_size=9).hexdigest()


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

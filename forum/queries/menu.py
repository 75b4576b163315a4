"""What the menu of the signed-in member offers by their standing."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from community.lib import clock
from forum import rules
from reputation import standings


def reviewing(request: HttpRequest) -> dict:
    """Whether the queue of what waits for an eye is for this reader: asked when the menu is drawn, without a query."""
    return {"is_reviewer": SimpleLazyObject(lambda: _is_reviewer(request))}


def _is_reviewer(request: HttpRequest) -> bool:
    member = request.user
    return rules.may_review(member, standings.read_with(member), clock.now())

"""What the shell says about notifications."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from community.notifications.models import Notification

# The bell says "99+" from here; nobody counts further.
COUNT_TO = 100


def unread(request: HttpRequest) -> dict:
    """How many are unread, counted only when the bell is drawn for someone signed in."""
    return {"unread_count": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    return Notification.objects.unread().filter(member=request.user)[:COUNT_TO].count()

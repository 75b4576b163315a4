"""What a letter about a private talk says of the promise: by when the customer hears from webcare again."""

from django.utils.translation import gettext as _

from community.lib import clock
from community.notifications.models import Notification
from forum.escalation import moments, queries
from forum.webcare.models import Case


def sentence(told: Notification) -> str:
    """In the member's own zone and the language of the moment; empty while nothing of the kind is promised."""
    case = Case.objects.select_related("question").filter(pk=int(told.subject.partition(":")[2])).first()
    ladder = queries.ladder_of(case.question) if case else None
    if ladder is None or ladder.again_at is None:
        return ""
    again = moments.said(ladder.again_at, clock.now(), moments.zone_of(told.member))
    return _("You hear from us again before %(again)s.") % {"again": again}

"""Looking at a private talk: each look of the staff is written down."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.rules import require
from forum.webcare import rules
from forum.webcare.models import Case, Look

# Somebody at work on a case opens its page many times: within this it is one look.
ONE_LOOK = timedelta(hours=1)


@transaction.atomic
def note_look(*, by: Member, case: Case, now: datetime) -> bool:
    """Whether a look was written down: of the staff, at a talk that is private, once an hour.

    The row itself is the record; no event. Raises NotAllowed for who may not read the talk.
    """
    require(
        rules.may_read_talk(by, case, now), _("Only the asker and webcare read what they say in private.")
    )
    if case.private_at is None or rules.is_customer(by, case):
        return False
    if Look.objects.filter(case=case, member=by, at__gt=now - ONE_LOOK).exists():
        return False
    Look.objects.create(case=case, member=by, at=now)
    return True

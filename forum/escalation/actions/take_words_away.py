"""Taking the words of a check away: a moderator's, for what does not belong in public. What was said stays said."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.escalation.checking import record_check
from forum.escalation.models import Check
from forum.rules import may_moderate, may_write, require


@transaction.atomic
def take_words_away(*, by: Member, check: Check, now: datetime) -> bool:
    """False when there are none. Raises NotAllowed unless a moderator does it."""
    require(may_write(by, now) and may_moderate(by), _("Only moderators can take these words away."))
    if not Check.objects.filter(pk=check.pk).exclude(words="").update(words=""):
        return False
    record_check("check.words_taken_away", check, by=by, now=now)
    return True

"""What an asker's press on a check does; a glad yes may carry its words to whoever helped, as a compliment."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.models import Notification
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.models import Check, Felt
from forum.forms.parts import posted_key
from forum.improvements.actions.thank import WORDS, thank
from forum.improvements.helping import after_check
from forum.improvements.models import Compliment

NO = "no"


@transaction.atomic
def reply_to_check(*, by: Member, check: Check, posted: Mapping[str, str], now: datetime) -> None:
    """Does what was pressed. Raises NotAllowed, ValidationError when something is missing."""
    say, words = posted.get("say", ""), posted.get("words", "")
    if say not in (NO, *Felt.values):
        raise ValidationError(_("Press one of the buttons."))
    confirm_check(
        by=by,
        check=check,
        still_solved=say != NO,
        felt=say if say != NO else "",
        words=words,
        form_key=posted_key(posted),
        now=now,
    )
    helped = after_check(check, by, now)
    if say == Felt.GLAD and posted.get("thanks") and helped and len(words.strip()) >= WORDS[0]:
        thanks = thank(by=by, helped=helped, words=words, is_public=True, now=now)
        _say_it_once(check, thanks, now)


def _say_it_once(check: Check, thanks: Compliment, now: datetime) -> None:
    """Whoever hears the words as a thank-you just now needs no second notice with the same words."""
    told = Notification.objects.filter(member=thanks.to_id)
    if told.filter(key=f"compliment:{thanks.pk}", created_at=now).exists():
        told.filter(key=f"{check.subject}:confirmed").delete()

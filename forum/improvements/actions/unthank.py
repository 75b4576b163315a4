"""Taking thanks out of public: a moderator's, for words that do not belong there. What was said stays between two."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from forum.escalation.actions import take_words_away as of_check
from forum.escalation.models import Check
from forum.improvements.models import Compliment
from forum.rules import may_moderate, may_write, require


@transaction.atomic
def take_thanks_away(*, by: Member, compliment: Compliment, now: datetime) -> bool:
    """No longer public; False when it was not. Raises NotAllowed unless a moderator does it."""
    require(may_write(by, now) and may_moderate(by), _("Only moderators can take these words away."))
    if not Compliment.objects.filter(pk=compliment.pk, is_public=True).update(is_public=False):
        return False
    thread = compliment.question.subject
    record(
        "answer.thanks_taken_away", by=by, now=now, subject=compliment.subject, thread=thread,
        details={"compliment": compliment.pk},
        stale=[thread, f"member:{compliment.to_id}"],
    )  # fmt: skip
    return True


@transaction.atomic
def take_words_away(*, by: Member, check: Check, now: datetime) -> bool:
    """The words of a check, and the same words where they were published as thanks; False when there are none.

    Raises NotAllowed unless a moderator does it.
    """
    said = Check.objects.values_list("words", flat=True).get(pk=check.pk)
    if not of_check.take_words_away(by=by, check=check, now=now):
        return False
    question = check.question
    about = Q(answer__question=question) | Q(case__question=question)
    same = Compliment.objects.filter(about, by=question.author_id, words=said, is_public=True)
    for compliment in same.select_related("answer__question", "case__question"):
        take_thanks_away(by=by, compliment=compliment, now=now)
    return True

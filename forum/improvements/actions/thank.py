"""Thanking someone for an answer, in public or between two people; their department hears of it too."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.actions.drafting import line
from forum.improvements.models import Compliment
from forum.models import Answer
from forum.rules import may_thank, require

WORDS = (3, 300)


@transaction.atomic
def thank(*, by: Member, answer: Answer, words: str, is_public: bool, now: datetime) -> Compliment:
    """One compliment per member and answer; a second one replaces the words.

    Raises NotAllowed for one's own answer, ValidationError for words that say too little.
    """
    require(may_thank(by, answer, now), _("You can thank others for their answers."))
    said = line(words, least=WORDS[0], most=WORDS[1], refusal=_("Write a few words of thanks."))
    compliment, is_new = Compliment.objects.update_or_create(
        answer=answer,
        by=by,
        defaults={"to_id": answer.author_id, "words": said, "is_public": is_public, "at": now},
    )
    thread = answer.question
    record(
        "answer.thanked", by=by, now=now, subject=answer.subject, thread=thread.subject,
        details={"public": is_public}, stale=[thread.subject, f"member:{answer.author_id}"],
    )  # fmt: skip
    if is_new:
        _tell(compliment, answer, by, now)
    return compliment


def _tell(compliment: Compliment, answer: Answer, by: Member, now: datetime) -> None:
    told = {"subject": answer.subject, "link": answer.path(), "now": now, "actor": by}
    details = {"title": answer.question.title, "quote": compliment.words}
    tell([compliment.to_id], kind="compliment", key=f"compliment:{compliment.pk}", details=details, **told)
    helper = Member.objects.select_related("department").get(pk=compliment.to_id)
    if helper.department_id is None:
        return
    heads = Member.objects.present().filter(department=helper.department_id, heads_department=True)
    tell(
        set(heads.values_list("pk", flat=True)) - {helper.pk},
        kind="compliment-of-department", key=f"compliment:{compliment.pk}:department",
        details=details, **told,
    )  # fmt: skip

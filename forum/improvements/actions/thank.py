"""Thanking someone for their help, in public or between two people; their department hears of it too."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.actions.drafting import line
from forum.improvements.helping import Helped
from forum.improvements.models import Compliment
from forum.rules import require

WORDS = (3, 300)


@transaction.atomic
def thank(*, by: Member, helped: Helped, words: str, is_public: bool, now: datetime) -> Compliment:
    """One compliment per member and answer or private talk; a second one replaces the words.

    What a moderator took out of public stays between the two, however it is said again.

    Raises NotAllowed for one's own answer and for a talk of others, ValidationError for words that say too little.
    """
    require(helped.may_be_thanked(by, now), _("You can thank others for their answers."))
    said = line(words, least=WORDS[0], most=WORDS[1], refusal=_("Write a few words of thanks."))
    is_public = is_public and not _was_taken_away(by, helped)
    compliment, is_new = Compliment.objects.update_or_create(
        answer=helped.answer,
        case=helped.case,
        by=by,
        defaults={"to": helped.by, "words": said, "is_public": is_public, "at": now},
    )
    thread = helped.question.subject
    record(
        "answer.thanked", by=by, now=now, subject=compliment.subject, thread=thread,
        details={"public": is_public}, stale=[thread, f"member:{helped.by.pk}"],
    )  # fmt: skip
    if is_new:
        _tell(compliment, by, now)
    return compliment


def heads_of(member: Member) -> QuerySet[Member]:
    """Who heads the department of somebody, other than themselves; nobody where there is none."""
    heads = Member.objects.present().filter(heads_department=True).exclude(pk=member.pk)
    return heads.filter(department=member.department_id, department__isnull=False)


def _was_taken_away(by: Member, helped: Helped) -> bool:
    earlier = Compliment.objects.filter(
        by=by, answer=helped.answer, case=helped.case, is_public=False
    ).first()
    if earlier is None:
        return False
    taken = Event.objects.filter(subject=earlier.subject, kind="answer.thanks_taken_away")
    return taken.filter(details__compliment=earlier.pk).exists()


def _tell(compliment: Compliment, by: Member, now: datetime) -> None:
    told = {
        "subject": compliment.subject, "link": compliment.path(), "now": now, "actor": by,
        "details": {
            "title": compliment.question.title,
            "quote": compliment.words,
            "variant": "" if compliment.answer_id else "private",
        },
    }  # fmt: skip
    tell([compliment.to_id], kind="compliment", key=f"compliment:{compliment.pk}", **told)
    helper = Member.objects.select_related("department").get(pk=compliment.to_id)
    if helper.department_id is None:
        return
    tell(
        heads_of(helper).values_list("pk", flat=True),
        kind="compliment-of-department", key=f"compliment:{compliment.pk}:department",
        **told,
    )  # fmt: skip

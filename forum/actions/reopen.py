"""Opening a closed question or a duplicate again, asking for it, and saying why it stays closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from community.notifications.telling import clear
from forum import rules
from forum.actions import drafting
from forum.actions.deciding import decide, words
from forum.actions.recording import hold, record_change
from forum.models import LinkKind, Question, QuestionLink, Status

NOT_TO_REOPEN = _("Whoever closed this question and the moderators can open it again; you can ask them to.")

NOT_TO_ASK = _("Who asked a question can ask once to have it opened again; somebody looks at it then.")

NOT_TO_ASK_AGAIN = _("It was asked to open this again; the moderators look at it.")

NOT_ASKED = _("Nobody waits for this question to be opened again.")


@transaction.atomic
def reopen_question(*, by: Member, question: Question, note: str = "", now: datetime) -> None:
    """The question takes answers again; what followed from its being a duplicate is undone, except the follows.

    Raises NotAllowed unless whoever decided it, a moderator, webcare, or the asker where it is theirs, opens it.
    """
    hold(question)
    rules.require(
        rules.may_reopen(by, question, now),
        NOT_TO_REOPEN,
    )
    was, original = Status(question.status), question.duplicate_of_id
    details = {"was": was, "as": question.closed_as, "reason": drafting.reason(note)}
    if original:
        details["original"] = original
        QuestionLink.objects.filter(source=question, kind=LinkKind.DUPLICATE).delete()
    decide(question, Status.OPEN, by=by, now=now)
    record_change(
        "question.reopened",
        by=by,
        now=now,
        question=question,
        details=details,
        announce=True,
        also=[f"question:{original}"] if original else [],
    )


@transaction.atomic
def ask_to_reopen(*, by: Member, question: Question, note: str, now: datetime) -> None:
    """Whoever closed it and the moderators are asked to look again. Raises NotAllowed, or ValidationError."""
    hold(question)
    rules.require(
        rules.may_ask_to_reopen(by, question, now),
        NOT_TO_ASK,
    )
    said = words(note)
    _asked(question, now)
    record_change(
        "question.reopening_asked",
        by=by,
        now=now,
        question=question,
        details={"reason": said},
        announce=True,
    )


@transaction.atomic
def decline_reopening(*, by: Member, question: Question, note: str, now: datetime) -> None:
    """It stays closed, and the asker hears why. Raises NotAllowed, or ValidationError."""
    hold(question)
    rules.require(
        rules.may_decline_reopening(by, question, now),
        NOT_ASKED,
    )
    said = words(note)
    _asked(question, None)
    clear(subject=question.subject, kind="reopening-asked", now=now)
    record_change(
        "question.reopening_declined",
        by=by,
        now=now,
        question=question,
        details={"reason": said},
        announce=True,
    )


def _asked(question: Question, at: datetime | None) -> None:
    Question.objects.filter(pk=question.pk).update(reopening_asked_at=at)
    question.reopening_asked_at = at

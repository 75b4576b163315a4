"""Opening a closed question or a duplicate again, asking for it, and saying why it stays closed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.lib.onebyone import one_by_one
from community.members.models import Member
from community.notifications.telling import clear
from forum import rules
from forum.actions import drafting
from forum.actions.deciding import decide, words
from forum.actions.recording import hold, record_change
from forum.models import LinkKind, Question, QuestionLink, Status

_BATCH = 200

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
    _reopen(question, by=by, details={"reason": drafting.reason(note)}, now=now)


def _reopen(question: Question, *, by: Member | None, details: dict, now: datetime) -> None:
    original = question.duplicate_of_id
    details |= {"was": Status(question.status), "as": question.closed_as}
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


def reopen_orphans(*, now: datetime) -> int:
    """Open duplicates whose original nobody can read any more; returns how many. Repeatable, also by two at once."""
    numbers = list(_orphans(now).order_by("status_due_at", "pk").values_list("pk", flat=True)[:_BATCH])
    return sum(
        one_by_one(numbers, lambda number: _reopen_orphan(number, now), failed="question_not_reopened")
    )


def _orphans(now: datetime) -> QuerySet[Question]:
    return Question.objects.filter(status=Status.DUPLICATE, status_due_at__lte=now)


def _reopen_orphan(number: int, now: datetime) -> bool:
    """False when somebody decided otherwise, or another worker was quicker."""
    question = _orphans(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
    if question is None:
        return False
    _reopen(question, by=None, details={"orphaned": True}, now=now)
    return True


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

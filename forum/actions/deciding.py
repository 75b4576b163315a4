"""What is decided about a question: its columns change together, and the asker's next word changes some back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear
from forum.actions import drafting
from forum.models import CloseReason, Door, Question, Status

LEAST_WORDS = 5
# By these the asker of a question says something to it.
WORDS = frozenset(
    {
        "comment.posted",
        "answer.posted",
        "answer.accepted",
        "question.edited",
        "question.corrected",
        "suggestion.approved",
        # Outside the thread: in private, by calling webcare, by saying that it is not solved or did not hold.
        "case.private_word",
        "ladder.called",
        "ladder.not_yet",
        "check.denied",
    }
)
# What was told about a question while somebody had to act; a decision is that act.
_ASKED_FOR = ("details-asked", "reopening-asked")


def words(raw: str) -> str:
    """A reason on one line, that somebody else can understand. Raises ValidationError."""
    said = drafting.reason(raw)
    if len(said) < LEAST_WORDS:
        raise ValidationError(_("Say it in a few words, so that others understand it."))
    return said


def decide(
    question: Question,
    status: Status,
    *,
    by: Member | None,
    now: datetime,
    reason: str = "",
    closed_as: CloseReason | str = "",
    due_at: datetime | None = None,
    original: Question | None = None,
    door: Door | None = None,
) -> None:
    """Give the question this status, in the database and on the object in hand; open means nothing is decided."""
    is_open = status == Status.OPEN
    values = {
        "status": status,
        "status_by": None if is_open else by,
        "status_at": None if is_open else now,
        "status_reason": reason,
        "status_due_at": due_at,
        "closed_as": closed_as,
        "duplicate_of": original,
        "door": door,
        "reopening_asked_at": None,
    }
    Question.objects.filter(pk=question.pk).update(**values)
    for name, value in values.items():
        setattr(question, name, value)
    for kind in _ASKED_FOR:
        clear(subject=question.subject, kind=kind, now=now)


def after_word(kind: str, *, by: Member | None, question: Question, now: datetime) -> tuple[str, dict] | None:
    """What the word recorded as `kind` changes about a question that waits for its asker: kind and details.

    A solution that somebody accepts ends the waiting too. None when it changes nothing.
    """
    is_askers = by is not None and by.pk == question.author_id
    if kind not in WORDS or not (is_askers or kind == "answer.accepted"):
        return None
    rows = Question.objects.filter(pk=question.pk)
    status, closed_as, asked_by = rows.values_list("status", "closed_as", "status_by_id").get()
    if status == Status.NEEDS_INFO:
        decide(question, Status.OPEN, by=by, now=now)
        return "question.info_given", {"asked_by": asked_by}
    if status == Status.CLOSED and closed_as == CloseReason.NO_REPLY and is_askers:
        decide(question, Status.OPEN, by=by, now=now)
        return "question.reopened", {"was": status, "as": closed_as}
    return None

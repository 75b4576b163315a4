"""Moving a question to another board."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.recording import hold, record_change
from forum.models import Board, BoardField, FieldValue, Question, Revision

NOT_TO_MOVE = gettext_lazy("Who asked it, moderators and webcare can move a question to another board.")


@transaction.atomic
def move_question(*, by: Member, question: Question, board: Board, note: str = "", now: datetime) -> None:
    """The question stands on `board` from now on, with its tags, answers and followers.

    Raises NotAllowed, or ValidationError for a board that takes no questions or has this one already.
    """
    hold(question)
    rules.require(
        rules.may_move(by, question, now),
        NOT_TO_MOVE,
    )
    if board.archived_at is not None:
        raise ValidationError(_("This board takes no questions any more. Choose another one."))
    left = question.board_id
    if board.pk == left:
        raise ValidationError(_("The question stands on this board already. Choose another one."))
    said = drafting.reason(note)
    # What stood on top of one board is a newcomer on the other.
    Question.objects.filter(pk=question.pk).update(board=board, pinned_at=None, pinned_by=None)
    question.board, question.pinned_at, question.pinned_by = board, None, None
    _carry_values(question, board)
    _keep_revision(question, by, said, now)
    record_change(
        "question.moved",
        by=by,
        now=now,
        question=question,
        details={"from": left, "to": board.pk, "reason": said},
        announce=True,
        also=[f"board:{left}"],
    )


def _carry_values(question: Question, board: Board) -> None:
    """What was said to a field of the old board answers the one of the same name here; the rest stays as it was."""
    here = dict(BoardField.objects.filter(board=board).values_list("slug", "pk"))
    for number, slug in FieldValue.objects.filter(question=question).values_list("pk", "field__slug"):
        if slug in here:
            FieldValue.objects.filter(pk=number).update(field=here[slug])


def _keep_revision(question: Question, by: Member, said: str, now: datetime) -> None:
    """The history of a question shows where it stood; the words are those of its latest text."""
    latest = Revision.objects.filter(question=question, answer=None).order_by("-number").first()
    Revision.objects.create(
        question=question,
        number=latest.number + 1 if latest else 1,
        by=by,
        at=now,
        title=question.title,
        body=question.body,
        body_format=question.body_format,
        tags=latest.tags if latest else " ".join(question.tags.values_list("slug", flat=True)),
        board=question.board.slug,
        language=question.language,
        reason=said,
    )

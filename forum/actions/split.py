"""Making a question of its own of an answer that asks something else."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import attach, drafting, revising
from forum.actions.convert import dissolve
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, Board, Follow, Question, QuestionTag
from forum.models.questions import slug_of

NOT_TO_SPLIT = gettext_lazy(
    "Only moderators make a question of an answer, and not of a solution, an official or a hidden one."
)


@transaction.atomic
def split_answer(
    *, by: Member, answer: Answer, title: str, board: Board, tags: list[str], now: datetime
) -> Question:
    """The answer's words as a question by the same author, asked now; the comments under it come along.

    Its votes and earlier texts go, and with the votes their points. Raises NotAllowed, or ValidationError for a
    title, tags or a board that will not do.
    """
    hold_post(answer)
    source, subject = answer.question, answer.subject
    rules.require(rules.may_split(by, answer, now), NOT_TO_SPLIT)
    if board.archived_at is not None:
        raise ValidationError(_("This board takes no new questions. Please choose another one."))
    question = _ask(answer, drafting.title(title), board, drafting.tags(tags), now)
    gone = dissolve(answer, question=question, under=None, now=now)
    # Nobody is told twice: followers of the board read of a new question, the author of where theirs went.
    record_change("question.asked", by=question.author, now=now, question=question, announce=True)
    record_change(
        "answer.split",
        by=by,
        now=now,
        question=source,
        subject=subject,
        details={"question": question.pk, **gone},
        announce=by.pk != question.author_id,
    )
    return question


def _ask(answer: Answer, heading: str, board: Board, tags: list[Tag], now: datetime) -> Question:
    # Its clock starts now: until today nobody could see that something was asked.
    question = Question.objects.create(
        author=answer.author,
        board=board,
        title=heading,
        slug=slug_of(heading),
        body=answer.body,
        body_format=answer.body_format,
        body_html=answer.body_html,
        renderer=answer.renderer,
        language=answer.question.language,
        created_at=now,
        active_at=now,
    )
    QuestionTag.objects.bulk_create([QuestionTag(question=question, tag=tag) for tag in tags])
    Tag.objects.filter(pk__in=[tag.pk for tag in tags]).update(question_count=F("question_count") + 1)
    if answer.author is not None:
        Follow.objects.get_or_create(member=answer.author, question=question, defaults={"since": now})
    revising.keep_first(question)
    attach.note_uses(question.subject, question.body)
    return question

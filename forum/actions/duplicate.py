"""Marking a question as asked before: it keeps its views and votes, its followers follow the original."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.deciding import decide
from forum.actions.recording import hold, record_change
from forum.models import Follow, LinkKind, Question, QuestionLink, Status
from reputation import standings

_AT_ONCE = 500

NOT_TO_MARK = gettext_lazy(
    "Who asked it, moderators and members with that ability can say that a question was asked before."
)


@transaction.atomic
def mark_duplicate(
    *, by: Member, question: Question, original: Question, note: str, now: datetime
) -> Question:
    """The question leads to `original`, or to where that one leads; returns the question it leads to now.

    Raises NotAllowed, or ValidationError when the original can not be one.
    """
    held = hold_both(question, original)
    rules.require(
        rules.may_mark_duplicate(by, question, standings.of(by), now),
        NOT_TO_MARK,
    )
    if held.pk == question.pk:
        raise ValidationError(
            _("This is the same question, or one that leads here. Choose the one that was asked first.")
        )
    if held.hidden_at is not None or held.unlisted_at is not None:
        raise ValidationError(_("Not everyone can find that question. Choose one that can be read by all."))
    said = drafting.reason(note)
    decide(question, Status.DUPLICATE, by=by, now=now, reason=said, original=held)
    QuestionLink.objects.get_or_create(
        source=question, target=held, kind=LinkKind.DUPLICATE, defaults={"created_at": now}
    )
    _follow_on(question, held, now)
    record_change(
        "question.duplicate_marked",
        by=by,
        now=now,
        question=question,
        details={"original": held.pk, "reason": said},
        announce=True,
        also=[held.subject],
    )
    return held


def hold_both(question: Question, original: Question) -> Question:
    """Hold the question and the end of the way that begins at `original`, in the order of their numbers.

    While they are not yet held the way may grow; what it leads to is looked up again until it stays the same.
    """
    end = _end_of(original)
    while True:
        for one in sorted({question.pk: question, end.pk: end}.values(), key=lambda each: each.pk):
            hold(one)
        found = _end_of(end)
        if found.pk == end.pk:
            return end
        end = found


def _end_of(question: Question) -> Question:
    """Where a reader ends who follows what was asked before, or where the answers went."""
    seen = set()
    while question.pk not in seen:
        seen.add(question.pk)
        onward = Question.objects.filter(pk=question.pk).values_list("duplicate_of", "merged_into").first()
        number = next(filter(None, onward or ()), None)
        if number is None:
            break
        question = Question.objects.get(pk=number)
    return question


def _follow_on(question: Question, original: Question, now: datetime) -> None:
    """Followers of the question follow the original as well; who does so already keeps that row."""
    followers = Follow.objects.filter(question=question).values_list("member_id", flat=True)
    Follow.objects.bulk_create(
        [Follow(member_id=member, question=original, since=now) for member in followers],
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )

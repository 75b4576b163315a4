"""Putting the answers and comments of a question under another one that asks the same."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions.accept import make_place
from forum.actions.deciding import decide
from forum.actions.duplicate import hold_both
from forum.actions.recording import record_change, recount
from forum.models import (
    Answer,
    Ballot,
    Bookmark,
    Card,
    Comment,
    Draft,
    Follow,
    LinkKind,
    MeToo,
    Question,
    QuestionLink,
    Revision,
    Status,
    Suggestion,
)
from forum.models.drafts import place_of_answer, place_of_comment
from forum.queries import cards

NOT_TO_MERGE = gettext_lazy(
    "Only moderators can put a question under another one, and one that was put there stays."
)
# What belongs to an answer names its thread as well.
_WITH_ANSWERS = (Ballot, Bookmark, Card, Comment, Revision, Suggestion)


@transaction.atomic
def merge_question(*, by: Member, question: Question, into: Question, now: datetime) -> Question:
    """The question leads to `into` (or to where that one leads) from now on; returns the one it leads to.

    Answers go with their votes and points, followers and "me too" go along, votes on the question itself stay.
    Where the board allows one solution and the other question has it, this one's is an answer like any other.
    Raises NotAllowed unless a moderator does it, ValidationError when the other question can not take them.
    """
    target = hold_both(question, into)
    rules.require(rules.may_merge(by, question, now), NOT_TO_MERGE)
    if target.pk == question.pk:
        raise ValidationError(_("This is the same question, or one that leads here. Choose another one."))
    if target.hidden_at is not None:
        raise ValidationError(_("Not everyone can read that question. Choose one that can be read by all."))
    if target.accepted_count and not target.board.allows_several_accepted:
        make_place(question, by=by, now=now)
    moved = _move_words(question, target)
    _move_people(question, target, now)
    decide(question, Status.DUPLICATE, by=by, now=now, original=target)
    Question.objects.filter(pk=question.pk).update(merged_into=target)
    question.merged_into = target
    Question.objects.filter(duplicate_of=question).update(duplicate_of=target)
    Question.objects.filter(merged_into=question).update(merged_into=target)
    QuestionLink.objects.get_or_create(
        source=question, target=target, kind=LinkKind.DUPLICATE, defaults={"created_at": now}
    )
    for thread in (question, target):
        _bring_up_to_date(thread)
    act = {"by": by, "now": now}
    record_change("question.merged", question=target, details={"from": question.pk, **moved}, **act)
    record_change(
        "question.merged", question=question, details={"into": target.pk, **moved}, announce=True, **act
    )
    return target


def _move_words(question: Question, target: Question) -> dict[str, int]:
    """Answers and comments; returns how many of each went."""
    answers = Answer.objects.filter(question=question)
    for rows in _WITH_ANSWERS:
        rows.objects.filter(answer__in=answers.values("pk")).update(question=target)
    comments = Comment.objects.filter(question=question, answer=None).update(question=target)
    for place in (place_of_answer, lambda number: place_of_comment(Question(pk=number))):
        kept = Draft.objects.filter(place=place(target.pk)).values("member")
        Draft.objects.filter(place=place(question.pk)).exclude(member__in=kept).update(place=place(target.pk))
    return {"answers": answers.update(question=target), "comments": comments}


def _move_people(question: Question, target: Question, now: datetime) -> None:
    """Followers and "me too"; who asked the other question has this too. One's own question is not joined."""
    following = Follow.objects.filter(question=target).values("member")
    Follow.objects.filter(question=question).exclude(member__in=following).update(question=target)
    Follow.objects.filter(question=question).delete()
    joined = MeToo.objects.filter(question=target).values("member")
    MeToo.objects.filter(question=question).exclude(member__in=joined).exclude(
        member=target.author_id
    ).update(question=target)
    MeToo.objects.filter(question=question).delete()
    if question.author_id not in (None, target.author_id):
        MeToo.objects.get_or_create(question=target, member_id=question.author_id, defaults={"at": now})
        Follow.objects.get_or_create(question=target, member_id=question.author_id, defaults={"since": now})


def _bring_up_to_date(thread: Question) -> None:
    for answer in Answer.objects.filter(question=thread):
        recount(thread, answer)
    recount(thread)
    cards.refresh_thread(thread)

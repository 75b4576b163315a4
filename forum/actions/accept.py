"""Accepting an answer as the solution, and undoing it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import communal
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, Question
from forum.queries.lastword import last_word
from reputation import ledger, standings
from reputation.models import Entry, Reason


@transaction.atomic
def accept_answer(*, by: Member, answer: Answer, now: datetime) -> None:
    """Mark the answer as the solution; on a board that allows one, an earlier solution makes place.

    Raises NotAllowed unless the asker, or someone trusted after two weeks of silence, accepts.
    """
    hold_post(answer)
    asked = Question.objects.select_related("board", "author").annotate(last_word_at=last_word())
    question = asked.get(pk=answer.question_id)
    answer = Answer.objects.select_related("author").get(pk=answer.pk)
    if answer.accepted_at is not None:
        return
    rules.require(
        _may_accept(by, question, answer, now), _("Only the person who asked can accept an answer.")
    )
    if not question.board.allows_several_accepted:
        make_place(question, by=by, now=now)
    answer.acceptances += 1
    answer.accepted_at, answer.accepted_by = now, by
    answer.save(update_fields=["acceptances", "accepted_at", "accepted_by"])
    _enter(question, answer, now)
    record_change("answer.accepted", by=by, now=now, question=question, answer=answer, announce=True)


@transaction.atomic
def undo_acceptance(*, by: Member | None, answer: Answer, now: datetime) -> None:
    """The answer is no longer the solution; both sides' points are taken back.

    Raises NotAllowed unless the asker, whoever accepted, or a moderator undoes it. `by=None` is the house itself.
    """
    hold_post(answer)
    question = Question.objects.get(pk=answer.question_id)
    answer = Answer.objects.get(pk=answer.pk)
    if answer.accepted_at is None:
        return
    rules.require(
        by is None or rules.may_undo_acceptance(by, question, answer, now),
        _("Only the person who asked can say that this is not the solution."),
    )
    _withdraw(answer, now)
    record_change("answer.unaccepted", by=by, now=now, question=question, answer=answer, announce=True)


def make_place(question: Question, *, by: Member, now: datetime) -> None:
    """What solved the question gives way to another solution, with the points of it. The caller holds the question."""
    for earlier in question.answers.filter(accepted_at__isnull=False).order_by("pk"):
        _withdraw(earlier, now)
        record_change("answer.unaccepted", by=by, now=now, question=question, answer=earlier)


def _may_accept(by: Member, question: Question, answer: Answer, now: datetime) -> bool:
    """`question` was read with its asker's `last_word_at`."""
    has_been_accepted = (
        by.pk != question.author_id and Answer.objects.filter(author=by, accepted_at__isnull=False).exists()
    )
    return rules.may_accept(
        by, question, answer, standings.of(by), has_been_accepted, now, last_word_at=question.last_word_at
    )


def acceptance_of(answer: Answer) -> str:
    """The ledger's subject: an answer accepted, undone and accepted again are two acceptances."""
    return f"acceptance:{answer.pk}.{answer.acceptances}"


def _enter(question: Question, answer: Answer, now: datetime) -> None:
    if answer.author_id is None or answer.author_id == question.author_id:
        # Nobody earns by accepting themselves.
        return
    tag_ids = list(question.taggings.values_list("tag_id", flat=True))
    entry = {"subject": acceptance_of(answer), "now": now}
    if not communal.is_communal(answer):
        ledger.credit(answer.author, Reason.ANSWER_ACCEPTED, post=answer.subject, tag_ids=tag_ids, **entry)
    thanks = Entry.objects.filter(
        member=question.author, reason=Reason.ACCEPTED_AN_ANSWER, post=question.subject
    ).aggregate(sum=Sum("points"))
    if answer.accepted_by_id == question.author_id and not thanks["sum"]:
        ledger.credit(question.author, Reason.ACCEPTED_AN_ANSWER, post=question.subject, tag_ids=[], **entry)


def _withdraw(answer: Answer, now: datetime) -> None:
    ledger.reverse(subject=acceptance_of(answer), now=now)
    Answer.objects.filter(pk=answer.pk).update(accepted_at=None, accepted_by=None)
    answer.accepted_at = answer.accepted_by = None

"""record_change(): the forum's counters, cards and due marks, then the event. The last line of every verb."""

from datetime import datetime

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce

from community.events.models import Event
from community.events.recording import record
from community.lib import nudges
from community.members.models import Member
from forum.actions import attach
from forum.models import Answer, Ballot, Comment, MeToo, Question
from forum.queries import cards

# Kinds that change a number on a card but nothing that is searched for or that moves the ladder.
_QUIET = frozenset({"question.followed", "question.unfollowed"})
# Kinds after which the question reads differently: its language is guessed again.
_REWORDED = frozenset({"question.asked", "question.edited"})
# Kinds after which a post speaks of other pictures.
_WRITTEN = _REWORDED | {"answer.posted", "answer.edited", "comment.posted"}


def hold(question: Question) -> None:
    """Hold the thread's row until the transaction ends and bring the object in hand up to date.

    Every verb begins with it: numbers are counted by one writer at a time, and all take their locks in one order,
    the question first.
    """
    question.refresh_from_db(
        fields=["status", "hidden_at", "edited_at"],
        from_queryset=Question.objects.select_for_update(),
    )


def record_change(
    kind: str,
    *,
    by: Member | None,
    now: datetime,
    question: Question,
    answer: Answer | None = None,
    comment: Comment | None = None,
    details: dict | None = None,
    announce: bool = False,
) -> Event:
    """Bring everything kept about the thread up to date and record one event about the post named last."""
    recount(question, answer)
    if kind not in _QUIET:
        due = {"index_due_at": now, "watch_due_at": now}
        if kind in _REWORDED:
            due["language_due_at"] = now
            nudges.nudge("forum.tasks.guess_languages")
        Question.objects.filter(pk=question.pk).update(**due)
        cards.refresh(question=question, answer=answer)
        nudges.nudge("forum.tasks.index")
        nudges.nudge("forum.escalation.tasks.sweep")
    post = comment or answer or question
    if kind in _WRITTEN:
        attach.note_uses(post.subject, post.body)
    stale = {question.subject, f"board:{question.board_id}", "lists"}
    stale.update(f"tag:{tag_id}" for tag_id in question.taggings.values_list("tag_id", flat=True))
    stale.update(f"member:{person}" for person in {question.author_id, post.author_id} - {None})
    return record(
        kind,
        by=by,
        now=now,
        subject=post.subject,
        thread=question.subject,
        details=details,
        stale=stale,
        announce=announce,
    )


def recount(question: Question, answer: Answer | None = None) -> None:
    """Replace the thread's cached numbers by what the rows say, in the database and on the objects in hand."""
    if answer is not None:
        answer.score = _score(Ballot.objects.open().filter(answer=answer))
        answer.comment_count = Comment.objects.shown().filter(answer=answer).count()
        Answer.objects.filter(pk=answer.pk).update(score=answer.score, comment_count=answer.comment_count)
    shown = Answer.objects.shown().filter(question=question)
    counts = shown.aggregate(
        answers=Count("id"), accepted=Count("id", filter=Q(accepted_at__isnull=False)), last=Max("created_at")
    )
    numbers = {
        "score": _score(Ballot.objects.open().filter(question=question, answer=None)),
        "answer_count": counts["answers"],
        "accepted_count": counts["accepted"],
        "comment_count": Comment.objects.shown().filter(question=question, answer=None).count(),
        "me_too_count": MeToo.objects.filter(question=question).count(),
        "active_at": max(filter(None, [question.created_at, question.edited_at, counts["last"]])),
    }
    Question.objects.filter(pk=question.pk).update(**numbers)
    for name, number in numbers.items():
        setattr(question, name, number)


def _score(ballots) -> int:
    return ballots.aggregate(sum=Coalesce(Sum("value"), 0))["sum"]

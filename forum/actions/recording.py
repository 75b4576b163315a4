"""record_change(): the forum's counters, cards and due marks, then the event. The last line of every verb."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from community.events.models import Event
from community.events.recording import record
from community.lib import nudges
from community.members.models import Member
from forum import rules
from forum.actions import attach, deciding, mention
from forum.models import Answer, Ballot, Comment, MeToo, Question
from forum.queries import cards

# Kinds that change a number on a card but nothing that is searched for or that moves the ladder.
_QUIET = frozenset({"question.followed", "question.unfollowed"})
# Kinds after which the question reads differently: its language is guessed again.
_REWORDED = frozenset(
    {"question.asked", "question.edited", "question.corrected", "question.rolled_back", "suggestion.approved"}
)
# Kinds after which a post speaks of other pictures.
_WRITTEN = _REWORDED | {
    "answer.posted",
    "answer.edited",
    "answer.corrected",
    "answer.rolled_back",
    "comment.posted",
    "comment.edited",
}
# What the rules ask of a question, as it may have changed since it was read.
_DECIDED = (
    "status", "status_by", "status_at", "status_reason", "status_due_at", "closed_as", "duplicate_of", "merged_into",
    "reopening_asked_at", "accepted_count", "board", "locked_at", "pinned_at", "unlisted_at", "hidden_at", "hidden_by",
    "removed_at", "edited_at", "communal_at",
)  # fmt: skip


_POSTED = {
    "body", "body_html", "body_format", "renderer", "hidden_at", "hidden_by", "removed_at", "edited_at", "edited_by",
}  # fmt: skip
_ANSWERED = {"accepted_at", "accepted_by", "official_at", "official_by", "communal_at"}


def hold(question: Question) -> None:
    """Hold the thread's row until the transaction ends and bring the object in hand up to date.

    Every verb begins with it: numbers are counted by one writer at a time, and all take their locks in one order,
    the question first.
    """
    question.refresh_from_db(
        fields=_DECIDED,
        from_queryset=Question.objects.select_for_update(),
    )


def hold_post(post: Question | Answer | Comment) -> None:
    """`hold` for any post of a thread: the post in hand is brought up to date as well.

    Raises NotAllowed when it was moved to another thread, made something else or taken away since it was read.
    """
    if isinstance(post, Question):
        return hold(post)
    hold(post.question)
    here = type(post).objects.select_for_update().filter(question=post.question_id)
    try:
        post.refresh_from_db(
            fields=_POSTED | (_ANSWERED if isinstance(post, Answer) else set()), from_queryset=here
        )
    except type(post).DoesNotExist:
        raise rules.NotAllowed(
            _("This was moved or taken away in the meantime. Open the question again to see where it is.")
        ) from None


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
    also: Iterable[str] = (),
    subject: str = "",
) -> Event:
    """Bring everything kept about the thread up to date and record one event about the post named last.

    `also` names slots of other pages that show the change; `subject` is what the event is about when that post is
    no longer there. When the asker's word ends what the question waited for, a second event says so.
    """
    recount(question, answer)
    if kind not in _QUIET:
        _set_due(kind, question, now)
        cards.refresh(question=question, answer=answer)
    post = comment or answer or question
    event = record(
        kind,
        by=by,
        now=now,
        subject=subject or post.subject,
        thread=question.subject,
        details=details,
        stale={*_slots(question, post), *also},
        announce=announce,
    )
    if kind in _WRITTEN:
        attach.note_uses(post.subject, post.body)
        mention.note_mentions(by=by, post=post, written=event, now=now)
    go_on(kind, by=by, now=now, question=question)
    return event


def go_on(kind: str, *, by: Member | None, now: datetime, question: Question) -> None:
    """What waited for a word of its asker goes on with it, also with one said elsewhere than in the thread.

    The caller holds the question.
    """
    changed = deciding.after_word(kind, by=by, question=question, now=now)
    if changed:
        record_change(changed[0], by=by, now=now, question=question, details=changed[1], announce=True)


def _set_due(kind: str, question: Question, now: datetime) -> None:
    """Searching, guessing and the ladder look at the question again."""
    due = {"index_due_at": now, "watch_due_at": now}
    if kind in _REWORDED:
        due["language_due_at"] = now
        nudges.nudge("forum.tasks.guess_languages")
    Question.objects.filter(pk=question.pk).update(**due)
    nudges.nudge("forum.tasks.index")
    nudges.nudge("forum.escalation.tasks.sweep")


def _slots(question: Question, post: Question | Answer | Comment) -> set[str]:
    stale = {question.subject, f"board:{question.board_id}", "lists"}
    stale.update(f"tag:{tag_id}" for tag_id in question.taggings.values_list("tag_id", flat=True))
    if question.duplicate_of_id:
        # It is named on the page of the original.
        stale.add(f"question:{question.duplicate_of_id}")
    return stale | {f"member:{person}" for person in {question.author_id, post.author_id} - {None}}


def recount(question: Question, answer: Answer | None = None) -> None:
    """Replace the thread's cached numbers by what the rows say, in the database and on the objects in hand."""
    if answer is not None:
        answer.score = _score(Ballot.objects.open().filter(answer=answer))
        answer.comment_count = Comment.objects.shown().filter(answer=answer).count()
        Answer.objects.filter(pk=answer.pk).update(score=answer.score, comment_count=answer.comment_count)
    comments = (
        Comment.objects.shown()
        .filter(question=question)
        .aggregate(own=Count("id", filter=Q(answer=None)), last=Max("created_at"))
    )
    shown = Answer.objects.shown().filter(question=question)
    counts = shown.aggregate(
        answers=Count("id"), accepted=Count("id", filter=Q(accepted_at__isnull=False)), last=Max("created_at")
    )
    moments = [question.created_at, question.edited_at, counts["last"], comments["last"]]
    numbers = {
        "score": _score(Ballot.objects.open().filter(question=question, answer=None)),
        "answer_count": counts["answers"],
        "accepted_count": counts["accepted"],
        "comment_count": comments["own"],
        "me_too_count": MeToo.objects.filter(question=question).count(),
        # A comment counts as well: who reads along wants to know.
        "active_at": max(filter(None, moments)),
    }
    Question.objects.filter(pk=question.pk).update(**numbers)
    for name, number in numbers.items():
        setattr(question, name, number)


def _score(ballots) -> int:
    return ballots.aggregate(sum=Coalesce(Sum("value"), 0))["sum"]

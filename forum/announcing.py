"""Who is told of which event: read from the event alone, so that a job that runs twice tells everyone once."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from community.events.models import Event
from community.lib import markup
from community.notifications.telling import tell
from forum.models import Answer, Comment, Follow, Question

log = structlog.get_logger(__name__)

BATCH = 200
# An event that could not be told comes again after this, so that it does not stand in the way of the others.
RETRY_AFTER = timedelta(minutes=15)


def announce(now: datetime) -> int:
    """Tell whom the waiting events concern; how many events were handled. Repeatable."""
    waiting = Event.objects.filter(announce_due_at__lte=now).order_by("announce_due_at", "id")
    handled = 0
    for event in list(waiting.select_related("actor")[:BATCH]):
        try:
            with transaction.atomic():
                teller = _TELLERS.get(event.kind)
                if teller is not None:
                    teller(event, now)
                Event.objects.filter(pk=event.pk).update(announce_due_at=None)
                handled += 1
        except Exception:
            # A fault of ours about one event: it waits, the others are told.
            log.exception("event_not_announced", event_id=event.pk, kind=event.kind)
            Event.objects.filter(pk=event.pk).update(announce_due_at=now + RETRY_AFTER)
    return handled


def _question(event: Event) -> Question | None:
    return Question.objects.filter(pk=event.thread.partition(":")[2]).first()


def _post(model, event: Event):
    return model.objects.select_related("question").filter(pk=event.subject.partition(":")[2]).first()


def _tell(event: Event, now: datetime, people, kind: str, question: Question, link: str, **details) -> None:
    tell(
        people,
        kind=kind,
        subject=event.subject,
        link=link,
        key=f"event:{event.pk}",
        now=now,
        actor=event.actor,
        details={"title": question.title, **details},
    )


def _asked(event: Event, now: datetime) -> None:
    question = _question(event)
    if question is None or question.hidden_at is not None:
        return
    tag_ids = question.taggings.values_list("tag_id", flat=True)
    followers = set(Follow.objects.filter(board=question.board_id).values_list("member_id", flat=True))
    followers |= set(Follow.objects.filter(tag__in=tag_ids).values_list("member_id", flat=True))
    _tell(event, now, followers, "question-asked", question, question.path())


def _answered(event: Event, now: datetime) -> None:
    answer = _post(Answer, event)
    if answer is None or answer.hidden_at is not None or answer.question.hidden_at is not None:
        return
    followers = Follow.objects.filter(question=answer.question_id).values_list("member_id", flat=True)
    _tell(
        event,
        now,
        followers,
        "answer-posted",
        answer.question,
        answer.path(),
        quote=markup.plain(answer.body_html, 600),
    )


def _commented(event: Event, now: datetime) -> None:
    comment = _post(Comment, event)
    if comment is None or comment.hidden_at is not None or comment.question.hidden_at is not None:
        return
    author_id = comment.answer.author_id if comment.answer_id else comment.question.author_id
    link = f"{comment.question.path()}#comment-{comment.pk}"
    _tell(
        event,
        now,
        {author_id} - {None},
        "comment-posted",
        comment.question,
        link,
        quote=markup.plain(comment.body_html, 600),
    )


def _accepted(event: Event, now: datetime) -> None:
    answer = _post(Answer, event)
    if answer is not None and answer.accepted_at is not None and answer.author_id:
        _tell(event, now, [answer.author_id], "answer-accepted", answer.question, answer.path())


def _moderated(event: Event, now: datetime) -> None:
    noun, _dot, what = event.kind.partition(".")
    model = {"question": Question, "answer": Answer, "comment": Comment}[noun]
    post = model.objects.filter(pk=event.subject.partition(":")[2]).first()
    question = _question(event)
    if post is None or question is None or post.author_id is None:
        return
    link = question.path() if noun == "question" else f"{question.path()}#{noun}-{post.pk}"
    reason = event.details.get("reason", "")
    # The moderator's name stays with the staff; the decision is the community's.
    tell(
        [post.author_id],
        kind=f"post-{what}",
        subject=event.subject,
        link=link,
        key=f"event:{event.pk}",
        now=now,
        details={"title": question.title, "reason": reason, "quote": markup.plain(post.body_html, 600)},
    )


_TELLERS = {
    "question.asked": _asked,
    "answer.posted": _answered,
    "comment.posted": _commented,
    "answer.accepted": _accepted,
    **{
        f"{noun}.{what}": _moderated
        for noun in ("question", "answer", "comment")
        for what in ("hidden", "restored")
    },
}

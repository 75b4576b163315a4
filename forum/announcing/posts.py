"""Telling of what was written, accepted, hidden, shown again and removed."""

from datetime import datetime

from community.events.models import Event
from community.lib import markup
from community.notifications.telling import tell
from forum.announcing.persons import tell_fans
from forum.announcing.words import post_of, question_of, tell_of
from forum.models import Answer, Comment, Follow, Question


def _asked(event: Event, now: datetime) -> None:
    question = question_of(event)
    if question is None or question.hidden_at is not None or question.unlisted_at is not None:
        return
    tag_ids = question.taggings.values_list("tag_id", flat=True)
    followers = set(Follow.objects.filter(board=question.board_id).values_list("member_id", flat=True))
    followers |= set(Follow.objects.filter(tag__in=tag_ids).values_list("member_id", flat=True))
    tell_of(event, now, followers, "question-asked", question, question.path())
    tell_fans(event, now, question.author_id, followers, question, question.path())


def _answered(event: Event, now: datetime) -> None:
    answer = post_of(Answer, event)
    if answer is None or answer.hidden_at is not None or answer.question.hidden_at is not None:
        return
    followers = set(Follow.objects.filter(question=answer.question_id).values_list("member_id", flat=True))
    question, link, quote = answer.question, answer.path(), markup.plain(answer.body_html, 600)
    tell_of(event, now, followers, "answer-posted", question, link, quote=quote)
    tell_fans(event, now, answer.author_id, followers, question, link, quote=quote)


def _commented(event: Event, now: datetime) -> None:
    comment = post_of(Comment, event)
    if comment is None or comment.hidden_at is not None or comment.question.hidden_at is not None:
        return
    author_id = comment.answer.author_id if comment.answer_id else comment.question.author_id
    link = f"{comment.question.path()}#comment-{comment.pk}"
    tell_of(
        event,
        now,
        {author_id} - {None},
        "comment-posted",
        comment.question,
        link,
        quote=markup.plain(comment.body_html, 600),
    )


def _accepted(event: Event, now: datetime) -> None:
    answer = post_of(Answer, event)
    if answer is not None and answer.accepted_at is not None and answer.author_id:
        tell_of(event, now, [answer.author_id], "answer-accepted", answer.question, answer.path())


def _moderated(event: Event, now: datetime) -> None:
    noun, _dot, what = event.kind.partition(".")
    model = {"question": Question, "answer": Answer, "comment": Comment}[noun]
    post = model.objects.filter(pk=event.subject.partition(":")[2]).first()
    question = question_of(event)
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
        # A question that was removed for good has no title.
        details={
            "title": question.title or None,
            "reason": reason,
            "quote": markup.plain(post.body_html, 600),
        },
    )


TELLERS = {
    "question.asked": _asked,
    "answer.posted": _answered,
    "comment.posted": _commented,
    "answer.accepted": _accepted,
    **{
        f"{noun}.{what}": _moderated
        for noun in ("question", "answer", "comment")
        for what in ("hidden", "restored", "removed")
    },
}

"""Telling authors what became of their words: made something else, put under another question, given away."""

from collections.abc import Iterable
from datetime import datetime

from community.events.models import Event
from community.notifications.telling import tell
from forum.announcing.words import question_of
from forum.models import Answer, Comment, Question


def _made_comment(event: Event, now: datetime) -> None:
    comment = Comment.objects.select_related("question").filter(pk=event.details["comment"]).first()
    if comment is not None and comment.hidden_at is None:
        link = f"{comment.question.path()}#comment-{comment.pk}"
        _tell(event, now, [comment.author_id], "comment", comment.question, link)


def _made_answer(event: Event, now: datetime) -> None:
    number = event.subject.partition(":")[2]
    answer = Answer.objects.select_related("question").filter(pk=number).first()
    if answer is not None and answer.hidden_at is None:
        _tell(event, now, [answer.author_id], "answer", answer.question, answer.path())


def _split(event: Event, now: datetime) -> None:
    question = Question.objects.filter(pk=event.details["question"]).first()
    if question is not None and question.hidden_at is None:
        _tell(event, now, [question.author_id], "question", question, question.path())


def _merged(event: Event, now: datetime) -> None:
    question = question_of(event)
    target = question.merged_into if question is not None else None
    if target is not None and target.hidden_at is None:
        _tell(event, now, [question.author_id], "merged", target, target.path())


def _given(event: Event, now: datetime) -> None:
    noun, _colon, number = event.subject.partition(":")
    post = (Answer if noun == "answer" else Question).objects.filter(pk=number).first()
    question = question_of(event)
    if post is not None and question is not None and post.hidden_at is None and post.communal_at is not None:
        _tell(event, now, [post.author_id], "communal", question, post.path())


def _redacted(event: Event, now: datetime) -> None:
    noun, _colon, number = event.subject.partition(":")
    model = {"question": Question, "answer": Answer, "comment": Comment}[noun]
    post, question = model.objects.filter(pk=number).first(), question_of(event)
    if post is None or question is None or post.author_id is None or post.hidden_at is not None:
        return
    link = f"{question.path()}#comment-{post.pk}" if noun == "comment" else post.path()
    # The moderator's name stays with the staff.
    tell(
        {post.author_id} - {event.actor_id}, kind="post-redacted", subject=event.subject, link=link,
        key=f"event:{event.pk}", now=now, details={"title": question.title},
    )  # fmt: skip


def _tell(
    event: Event, now: datetime, people: Iterable[int | None], variant: str, question: Question, link: str
) -> None:
    # The moderator's name stays with the staff.
    tell(
        set(people) - {None, event.actor_id},
        kind="post-moved",
        subject=question.subject,
        link=link,
        key=f"event:{event.pk}",
        now=now,
        details={"title": question.title, "variant": variant},
    )


TELLERS = {
    "answer.made_comment": _made_comment,
    "comment.made_answer": _made_answer,
    "answer.split": _split,
    "question.merged": _merged,
    "question.communal": _given,
    "answer.communal": _given,
    "question.redacted": _redacted,
    "answer.redacted": _redacted,
    "comment.redacted": _redacted,
}

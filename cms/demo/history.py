"""Writes the record of what happened before the community was loaded, read from its rows."""

from collections.abc import Iterator

from community.events.importing import append_history
from community.events.models import Event
from forum.models import Answer, Comment, MeToo, Question
from forum.moderation.models import Decision, Verdict


def write_history() -> None:
    """Events and decisions for every question, answer, comment, acceptance and hidden post."""
    hidden = Question.objects.filter(hidden_at__isnull=False)
    Decision.objects.bulk_create(
        Decision(
            verdict=Verdict.HIDDEN, subject=question.subject, thread=question.subject,
            reason=question.status_reason, by_id=question.hidden_by_id, at=question.hidden_at,
        )
        for question in hidden
    )  # fmt: skip
    append_history([*_questions(), *_answers(), *_comments(), *_joined()])


def _questions() -> Iterator[Event]:
    for question in Question.objects.all():
        thread = question.subject
        yield _event("question.asked", question.author_id, question.created_at, thread, thread)
        if question.hidden_at:
            reason = {"reason": question.status_reason}
            yield _event("question.hidden", question.hidden_by_id, question.hidden_at, thread, thread, reason)


def _answers() -> Iterator[Event]:
    for answer in Answer.objects.select_related("question", "author"):
        thread = answer.question.subject
        details = {"official": bool(answer.official_at), "department": answer.official_for_id}
        yield _event("answer.posted", answer.author_id, answer.created_at, answer.subject, thread, details)
        if answer.accepted_at:
            yield _event("answer.accepted", answer.accepted_by_id, answer.accepted_at, answer.subject, thread)


def _comments() -> Iterator[Event]:
    for comment in Comment.objects.select_related("question"):
        thread = comment.question.subject
        yield _event("comment.posted", comment.author_id, comment.created_at, comment.subject, thread)


def _joined() -> Iterator[Event]:
    for one in MeToo.objects.all():
        thread = f"question:{one.question_id}"
        yield _event("question.joined", one.member_id, one.at, thread, thread)


def _event(kind, actor_id, at, subject, thread, details=None) -> Event:
    return Event(kind=kind, actor_id=actor_id, at=at, subject=subject, thread=thread, details=details or {})

"""Telling of other words for a post: suggested, taken over or not, or put in by somebody else."""

from datetime import datetime

from community.events.models import Event
from community.lib import markup
from community.notifications.telling import tell
from forum.announcing.words import tell_of
from forum.models import Answer, Question, Suggestion, SuggestionState


def _post(event: Event) -> Question | Answer | None:
    """The shown question or answer an event is about."""
    noun, _colon, number = event.subject.partition(":")
    rows = Answer.objects.select_related("question") if noun == "answer" else Question.objects.all()
    return rows.visible_to(None).filter(pk=number).first()


def _changed(event: Event, now: datetime) -> None:
    """An author hears that somebody else changed what they wrote, and reads what."""
    post = _post(event)
    if post is None or post.author_id is None:
        return
    noun, question = ("question", post) if isinstance(post, Question) else ("answer", post.question)
    tell_of(event, now, [post.author_id], "post-edited", question, f"/{noun}s/{post.pk}/history/")


def _suggested(event: Event, now: datetime) -> None:
    post = _post(event)
    suggestion = Suggestion.objects.waiting().filter(pk=event.details.get("suggestion")).first()
    if post is None or suggestion is None or post.author_id is None:
        return
    _tell(event, now, post.author_id, "suggestion-made", suggestion, suggestion.reason)


def _decided(event: Event, now: datetime) -> None:
    """Whoever suggested it hears; the author hears what was taken over by others."""
    suggestion = Suggestion.objects.filter(pk=event.details.get("suggestion")).first()
    if suggestion is None or suggestion.by_id is None:
        return
    is_taken = suggestion.state == SuggestionState.APPROVED
    kind = "suggestion-approved" if is_taken else "suggestion-rejected"
    _tell(event, now, suggestion.by_id, kind, suggestion, suggestion.decision)
    if is_taken:
        _changed(event, now)


def _tell(event: Event, now: datetime, who: int, kind: str, suggestion: Suggestion, quote: str) -> None:
    tell(
        [who],
        kind=kind,
        subject=suggestion.subject,
        link=suggestion.path(),
        key=f"event:{event.pk}",
        now=now,
        actor=event.actor,
        details={"title": suggestion.question.title, "quote": markup.plain(quote, 600)},
    )


TELLERS = {
    "question.edited": _changed,
    "answer.edited": _changed,
    "question.rolled_back": _changed,
    "answer.rolled_back": _changed,
    "suggestion.made": _suggested,
    "suggestion.approved": _decided,
    "suggestion.rejected": _decided,
}

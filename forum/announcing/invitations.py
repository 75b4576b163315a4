"""Telling customers of what webcare wrote down for them."""

from datetime import datetime

from community.events.models import Event
from community.members import inviting
from forum.announcing.words import question_of, tell_of


def _written_down(event: Event, now: datetime) -> None:
    """The asker hears that their question is written down; who has no account yet, how to come in."""
    question = question_of(event)
    if question is None or question.hidden_at is not None or question.author is None:
        return
    path = f"/questions/{question.pk}/"
    if inviting.is_waiting(question.author):
        inviting.send_invitation(question.author, by=event.actor, title=question.title, path=path)
    else:
        tell_of(event, now, [question.author_id], "question-written-down", question, path)


TELLERS = {"question.written_down": _written_down}

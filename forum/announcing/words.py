"""What every teller begins and ends with: the rows an event speaks of, and telling people about them."""

from collections.abc import Iterable
from datetime import datetime

from community.events.models import Event
from community.notifications.telling import tell
from forum.models import Question


def question_of(event: Event) -> Question | None:
    return Question.objects.filter(pk=event.thread.partition(":")[2]).first()


def post_of(model, event: Event):
    """The answer or comment an event is about, with its question; None when it is gone."""
    return model.objects.select_related("question").filter(pk=event.subject.partition(":")[2]).first()


def tell_of(
    event: Event, now: datetime, people: Iterable[int], kind: str, question: Question, link: str, **details
) -> None:
    """Tell `people` of the event, each once, in the name of whoever did it."""
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

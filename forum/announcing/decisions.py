"""Telling of what was decided about a question: to whoever asked it, follows it or decided before."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from community.events.models import Event
from community.members.models import Member
from community.notifications.telling import tell
from forum.announcing.words import question_of, tell_of
from forum.models import Door, Follow, Status


def _decided(event: Event, now: datetime) -> None:
    """What was decided about a question is told to whoever asked it, with the reason."""
    question = question_of(event)
    if question is None or question.hidden_at is not None or question.author_id is None:
        return
    if question.status != _STILL.get(event.kind, question.status):
        # The asker came back, or somebody decided otherwise, before it was told.
        return
    kind = "details-asked" if event.kind == "question.info_asked" else "question-decided"
    words = {
        "variant": _DECISIONS[event.kind] if event.actor_id else "unheard",
        "quote": event.details.get("reason", ""),
        "days": str(event.details.get("days", "")),
    }
    if question.door is not None and event.kind == "question.closed":
        words |= _where(question.door, question.author.language, words["quote"])
    tell_of(event, now, [question.author_id], kind, question, question.path(), **words)


def _where(door: Door, language: str, reason: str) -> dict[str, str]:
    """The door in the asker's language, in the words and as what a letter leads to."""
    spoken = language or settings.LANGUAGE_CODE
    name, line = door.name_in(spoken), door.line_in(spoken)
    quote = " ".join(filter(None, [reason, f"{name}: {line}"]))
    return {"variant": "elsewhere", "quote": quote, "door": name, "door_link": door.address}


def _found_before(event: Event, now: datetime) -> None:
    """The asker is led to the original; the other followers hear once that they follow it too."""
    question = question_of(event)
    if question is None or question.hidden_at is not None or question.duplicate_of is None:
        return
    _decided(event, now)
    original = question.duplicate_of
    followers = set(Follow.objects.filter(question=question).values_list("member_id", flat=True))
    tell(
        followers - {question.author_id, event.actor_id},
        kind="follow-moved",
        subject=question.subject,
        link=original.path(),
        key=f"same:{question.pk}:{original.pk}",
        now=now,
        actor=event.actor,
        details={"title": question.title, "original": original.title},
    )


def _details_given(event: Event, now: datetime) -> None:
    question, asked_by = question_of(event), event.details.get("asked_by")
    if question is not None and question.hidden_at is None and asked_by:
        tell_of(event, now, [asked_by], "details-given", question, question.path())


def _reopened(event: Event, now: datetime) -> None:
    question = question_of(event)
    if question is None or question.hidden_at is not None:
        return
    followers = set(Follow.objects.filter(question=question).values_list("member_id", flat=True))
    words = {
        "quote": event.details.get("reason", ""),
        "variant": "orphaned" if event.details.get("orphaned") else "",
    }
    people = followers | ({question.author_id} - {None})
    tell_of(event, now, people, "question-reopened", question, question.path(), **words)


def _reopening_asked(event: Event, now: datetime) -> None:
    """Whoever decided it and the moderators; nobody any more once it was looked at."""
    question = question_of(event)
    if question is None or question.hidden_at is not None or question.reopening_asked_at is None:
        return
    moderators = Member.objects.present().filter(Q(is_moderator=True) | Q(is_manager=True))
    people = {*moderators.values_list("pk", flat=True), question.status_by_id} - {None}
    tell(
        people,
        kind="reopening-asked",
        subject=question.subject,
        link=f"/questions/{question.pk}/reopen/",
        key=f"event:{event.pk}",
        now=now,
        actor=event.actor,
        details={"title": question.title, "quote": event.details.get("reason", "")},
    )


# Which of its sentences the notification says.
_DECISIONS = {
    "question.info_asked": "",
    "question.duplicate_marked": "duplicate",
    "question.closed": "closed",
    "question.reopening_declined": "declined",
    "question.moved": "moved",
    "question.locked": "locked",
    "question.unlisted": "unlisted",
}
# What these ask of the asker is so only while the question is in that state.
_STILL = {"question.info_asked": Status.NEEDS_INFO, "question.closed": Status.CLOSED}
TELLERS = {
    **dict.fromkeys(_DECISIONS, _decided),
    "question.duplicate_marked": _found_before,
    "question.info_given": _details_given,
    "question.reopened": _reopened,
    "question.reopening_asked": _reopening_asked,
}

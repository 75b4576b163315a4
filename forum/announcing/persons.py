"""Telling people about people: who follows whom, who is called by name, whose answer was confirmed or has aged."""

from datetime import datetime

from django.db.models import Q

from community.events.models import Event
from community.lib import markup
from community.members.models import Member
from community.notifications.models import Notification
from community.notifications.telling import tell
from forum.announcing.words import post_of, question_of, tell_of
from forum.models import Answer, Comment, Follow, Question


def tell_fans(
    event: Event,
    now: datetime,
    author_id: int | None,
    but: set[int],
    question: Question,
    link: str,
    **details,
) -> None:
    """Those who follow the author, if the author lets them, and who were not told already (`but`)."""
    may_be_followed = Q(followed__is_followable=True) | Q(followed__department__isnull=False)
    fans = Follow.objects.filter(may_be_followed, followed=author_id) if author_id else Follow.objects.none()
    told = set(fans.values_list("member_id", flat=True)) - but
    tell_of(event, now, told, "followed-wrote", question, link, **details)


def _confirmed(event: Event, now: datetime) -> None:
    answer = post_of(Answer, event)
    if answer is not None and answer.official_at is not None and answer.author_id:
        tell_of(event, now, [answer.author_id], "answer-confirmed", answer.question, answer.path())


def _unconfirmed(event: Event, now: datetime) -> None:
    """Without a name: it may have been a moderator, who decides for the community."""
    answer = post_of(Answer, event)
    if answer is None or answer.official_at is not None or answer.author_id in (None, event.actor_id):
        return
    tell(
        [answer.author_id],
        kind="answer-unconfirmed",
        subject=event.subject,
        link=answer.path(),
        key=f"event:{event.pk}",
        now=now,
        details={"title": answer.question.title},
    )


def _marked(event: Event, now: datetime) -> None:
    """Once per text of the answer: its author and the moderators."""
    answer = post_of(Answer, event)
    if answer is None or answer.hidden_at is not None:
        return
    moderators = set(Member.objects.present().filter(is_moderator=True).values_list("pk", flat=True))
    tell(
        moderators | ({answer.author_id} - {None}),
        kind="answer-outdated",
        subject=event.subject,
        link=answer.path(),
        key=f"outdated:{answer.pk}:{answer.edited_at or ''}",
        now=now,
        details={"title": answer.question.title},
    )


def _mentioned(event: Event, now: datetime) -> None:
    """Who was told of the same post already, as its asker or author, hears of it once."""
    noun, _colon, number = event.subject.partition(":")
    model = {"question": Question, "answer": Answer, "comment": Comment}[noun]
    post, question = model.objects.filter(pk=number).first(), question_of(event)
    if post is None or question is None or post.hidden_at is not None or question.hidden_at is not None:
        return
    link = question.path() if noun == "question" else f"{question.path()}#{noun}-{number}"
    told = Notification.objects.filter(key=f"event:{event.details['with']}").values_list("member", flat=True)
    called = set(event.details["members"]) - set(told)
    tell_of(event, now, called, "mentioned", question, link, quote=markup.plain(post.body_html, 600))


def _let_go(event: Event, now: datetime) -> None:
    """Who no longer wants to be followed is followed by nobody; an employee always can be."""
    Follow.objects.filter(
        followed=event.subject.partition(":")[2], followed__is_followable=False, followed__department=None
    ).delete()


TELLERS = {
    "answer.confirmed": _confirmed,
    "answer.unconfirmed": _unconfirmed,
    "answer.marked": _marked,
    "member.mentioned": _mentioned,
    "member.unfollowable": _let_go,
}

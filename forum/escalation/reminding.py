"""remind(): askers whose question was answered but not solved are asked whether it is, twice at most.

A letter's links say what they are for and who they are for; opening one only shows a page with buttons, because
mail programs open links by themselves.
"""

from datetime import datetime, timedelta

from django.urls import reverse

from community.events.recording import record
from community.lib import links
from community.lib.onebyone import one_by_one
from community.members.models import Member
from community.notifications.telling import take_back, tell
from forum.escalation import again, climbing
from forum.escalation.hearing import listen
from forum.escalation.ladder import Course
from forum.escalation.models import Climb
from forum.escalation.quiet import quiet_until
from forum.escalation.solutions import solution_of
from forum.models import Answer, Question, Status
from forum.rules import SILENCE_BEFORE_OTHERS_ACCEPT

PURPOSE = "solved-yet"
# As long as an answered question is nobody else's to accept (two weeks), and a holiday.
GOOD_FOR = timedelta(days=30)
BATCH = 200


def remind(now: datetime) -> int:
    """Ask every asker whose moment has come; how many were asked. Run twice, nobody is asked twice."""
    due = Climb.objects.to_remind(now).order_by("remind_due_at", "pk").values_list("question_id", flat=True)
    return sum(one_by_one(list(due[:BATCH]), lambda number: _remind(number, now), failed="reminder_failed"))


def token_for(question: Question, member: Member) -> str:
    return links.signed(PURPOSE, question=question.pk, member=member.pk)


def read(token: str) -> tuple[Question, Member]:
    """The question and its asker a token was made for. Raises BadLink."""
    found = links.read(PURPOSE, token, GOOD_FOR)
    question = (
        Question.objects.filter(pk=found["question"], author=found["member"])
        .select_related("author", "board")
        .first()
    )
    if question is None or not question.author.is_active or question.hidden_at is not None:
        raise links.BadLink("This question is no longer here.")
    return question, question.author


def answers_of(question: Question) -> list[Answer]:
    """The answers the asker can name as the solution, newest first."""
    return listen(question, None).answers[::-1]


def accepted_by_others(question: Question) -> Answer | None:
    """The solution of a question that others called solved; None where its asker said so, and where nobody did."""
    if question.status == Status.SOLVED:
        return None
    accepted = Answer.objects.shown().filter(question=question, accepted_at__isnull=False)
    found = list(accepted.select_related("author", "accepted_by").order_by("accepted_at", "pk"))
    by_asker = any(answer.accepted_by_id == question.author_id for answer in found)
    return found[0] if found and not by_asker else None


def _remind(question_id: int, now: datetime) -> bool:
    locked = Question.objects.select_for_update(skip_locked=True)
    question = locked.filter(pk=question_id).first()
    climb = Climb.objects.select_for_update(of=("self",)).to_remind(now).filter(question=question_id).first()
    if question is None or climb is None:
        return False
    if climbing.remind_at(climb, climbing.policy_of(question), now) is None:
        # Planned before the board stopped asking.
        Climb.objects.filter(pk=climb.pk).update(remind_due_at=None)
        return False
    quiet = quiet_until(question)
    if quiet is not None and quiet > now:
        Climb.objects.filter(pk=climb.pk).update(remind_due_at=quiet)
        return False
    told = _is_wanted(question, climb, now) and _tell(question, climb, now)
    if told:
        climb.reminded_at = now
        climb.reminders += 1
    # After a long time without a worker the second comes two days after the first, not at once.
    climb.remind_due_at = _next(question, climb) if told else None
    climb.save(update_fields=["reminders", "reminded_at", "remind_due_at"])
    return told


def _is_wanted(question: Question, climb: Climb, now: datetime) -> bool:
    """Answered, not solved, and with nobody else to ask: what webcare resolved has its check."""
    # After so long a silence others may accept for the asker, who is left in peace.
    is_recent = now - climb.rested_at < SILENCE_BEFORE_OTHERS_ACCEPT if climb.rested_at else False
    rests = question.state == "answered" and climb.course == Course.RESTING
    can_reply = question.locked_at is None
    return rests and is_recent and can_reply and solution_of(question) is None


def _next(question: Question, climb: Climb) -> datetime | None:
    heard = listen(question, climb.called_at)
    if not heard.answers:
        return None
    return climbing.remind_at(climb, climbing.policy_of(question), again.tried_since(question, heard))


def _tell(question: Question, climb: Climb, now: datetime) -> bool:
    asker = Member.objects.present().filter(pk=question.author_id).first()
    if asker is None:
        return False
    # The newest stands for the one before it.
    take_back(subject=question.subject, kind=climbing.SOLVED_YET, now=now)
    tell(
        [asker.pk], kind=climbing.SOLVED_YET, subject=question.subject,
        link=reverse("solved_yet", args=[token_for(question, asker)]),
        key=f"solved-yet:{question.pk}:{climb.rested_at:%Y%m%d%H%M}:{climb.reminders + 1}", now=now,
        details={"title": question.title},
    )  # fmt: skip
    record(
        "ladder.asker_reminded", by=None, now=now, subject=question.subject, thread=question.subject,
        details={"time": climb.reminders + 1},
    )  # fmt: skip
    return True

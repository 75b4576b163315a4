"""After a reply on a case: "you hear from us again before ...", a deadline like any other."""

from datetime import datetime

from django.db.models import Max

from community.events.models import Event
from forum.escalation import hours, ladder
from forum.escalation.hearing import Heard, asks
from forum.escalation.models import Policy
from forum.models import Answer, Comment, Question, Status
from forum.webcare.models import UNFINISHED, Case, CaseState, PrivateMessage

# With these a clock that stood still runs on.
RESUMED = (
    "question.info_given", "question.unlocked", "question.reopened", "question.restored", "question.undeleted",
    "answer.unaccepted", "question.unsolved",
)  # fmt: skip
# With these the clock of a reply to the customer began.
_SET_GOING = ("case.opened", "case.reopened", "case.woken")


def stands_still(question: Question) -> bool:
    """Whether no promise runs: the asker has to say something first, or nobody can."""
    return question.status == Status.NEEDS_INFO or question.locked_at is not None


def promised_after(policy: Policy, replied_at: datetime) -> datetime:
    """By when the customer hears from webcare again, in whole minutes."""
    return ladder.whole_minute(hours.add(replied_at, policy.again_within_time(), policy.calendar()))


def is_replied(case: Case | None, called_at: datetime | None) -> bool:
    """Whether webcare is at it and replied since the asker last said that it did not help (`called_at`)."""
    if case is None or case.state not in UNFINISHED or case.replied_at is None:
        return False
    return called_at is None or case.replied_at > called_at


def running(case: Case | None, called_at: datetime | None) -> datetime | None:
    """The promise of a case that was replied to: by when its customer hears from us again."""
    return case.due_at if is_replied(case, called_at) else None


def is_owed(heard: Heard, now: datetime) -> bool:
    """Whether the moment passed at which the customer would hear from us again, and nobody wrote."""
    due_at = running(heard.case, heard.called_at)
    if due_at is None or due_at > now:
        return False
    ours = [answer.created_at for answer in heard.ours] + heard.private
    return max(ours, default=heard.case.replied_at) <= heard.case.replied_at


def promise(question: Question, policy: Policy, heard: Heard) -> None:
    """A case that was replied to gets its moment, unless who wrote chose one. Safe to repeat."""
    unpromised = Case.objects.unfinished().filter(question=question, due_at=None)
    case = unpromised.first()
    if is_replied(case, heard.called_at):
        due_at = promised_after(policy, since(case))
        unpromised.filter(replied_at=case.replied_at).update(due_at=due_at, alarm_due_at=due_at)


def is_at_rest(case: Case) -> bool:
    """Whether its clock is that of our next word, and not yet that of a reply to the customer."""
    if case.state != CaseState.OPEN or case.replied_at is None:
        return case.state == CaseState.WAITING
    # Nobody owns it, but a colleague answered on the page, or its owner did before they gave it back.
    events = Event.objects.filter(subject=case.subject, kind__in=_SET_GOING, at__gt=since(case))
    return not events.exists()


def since(case: Case) -> datetime:
    """From when the promise counts: the reply, or when a clock that stood still after it ran on."""
    return _ran_on_since(case.question_id, case.replied_at)


def tried_since(question: Question, heard: Heard) -> datetime:
    """From when the asker can try what was said last: an answer, a reply to them, or after a clock that stood still.

    Only for what is answered.
    """
    return _ran_on_since(question.pk, max([heard.answered_at, *heard.replies]))


def _ran_on_since(question_id: int, moment: datetime) -> datetime:
    resumed = Event.objects.filter(thread=f"question:{question_id}", kind__in=RESUMED, at__gt=moment)
    return resumed.aggregate(at=Max("at"))["at"] or moment


def is_asked_back(case: Case) -> bool:
    """Whether the customer asks something after our reply, gave the details asked for, or pressed "ask privately".

    Other words, a thank-you among them, keep the promise that runs.
    """
    author_id, after = case.question.author_id, case.replied_at
    if author_id is None:
        return False
    if case.private_by_id == author_id and case.private_at > after:
        return True
    given = Event.objects.filter(
        thread=f"question:{case.question_id}", kind="question.info_given", actor=author_id, at__gt=after
    )
    private = PrivateMessage.objects.filter(case=case, is_customers=True, at__gt=after)
    bodies = [post.body for post in said_after(case)] + list(private.values_list("body", flat=True))
    return any(asks(body) for body in bodies) or given.exists()


def said_after(case: Case) -> list[Comment | Answer]:
    """What the customer wrote in the thread after our reply, oldest first."""
    if case.question.author_id is None:
        return []
    said = {
        "author": case.question.author_id,
        "question": case.question_id,
        "created_at__gt": case.replied_at,
    }
    posts = [kind.objects.shown().filter(**said) for kind in (Comment, Answer)]
    return sorted((post for found in posts for post in found), key=lambda post: post.created_at)


def reopened_at(case: Case | None) -> datetime | None:
    """When the desk opened the case again after it had ended; None for one that goes on, or that ended."""
    if case is None or case.is_finished:
        return None
    # Only a person of the desk says why, in a note.
    events = Event.objects.filter(subject=case.subject, kind="case.reopened", details__note__isnull=False)
    return events.aggregate(at=Max("at"))["at"]

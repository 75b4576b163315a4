"""What goes straight to webcare, without the rungs below it: an incident, and a customer at risk."""

from datetime import datetime

from forum.escalation import climbing
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy
from forum.models import Comment, Question
from forum.webcare.models import CaseReason


def send_straight(
    climb: Climb, question: Question, policy: Policy, course: Course, at: datetime, now: datetime
) -> None:
    """A climb that has a reason not to wait is webcare's since `at`; one that is there already stays as it is."""
    if course != Course.CLIMBING or climb.rung == Rung.WEBCARE:
        return
    if (reason := _reason(question, policy)) is not None:
        climbing.to_the_top(climb, policy, at, now)
        climbing.to_webcare(climb, question, policy, now=now, since=at, reason=reason)


def _reason(question: Question, policy: Policy) -> CaseReason | None:
    if question.author is not None and question.author.is_at_risk:
        return CaseReason.AT_RISK
    return CaseReason.INCIDENT if policy.speaks_of_incident(_askers_words(question, policy)) else None


def _askers_words(question: Question, policy: Policy) -> str:
    """Title, text and comments: an incident may be told in any of them."""
    said = [question.title, question.body]
    if policy.incident_words and question.author_id:
        comments = Comment.objects.shown().filter(question=question, author=question.author_id)
        said += comments.values_list("body", flat=True)
    return "\n".join(said)

"""What goes straight to webcare, without the rungs below it: an incident, and a customer at risk."""

from datetime import datetime

from forum.escalation import climbing
from forum.escalation.hearing import Heard
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


def told_since(question: Question, policy: Policy, heard: Heard) -> datetime | None:
    """When its asker told of an incident after the last answer, who knew of none; None when they did not."""
    if not policy.incident_words or not heard.is_answered:
        return None
    later = [said for said in _askers_comments(question) if said[0] > heard.answered_at]
    incident = next((at for at, body in later if policy.speaks_of_incident(body)), None)
    if incident is None or policy.speaks_of_incident(_askers_words(question, policy, before=later[0][0])):
        return None
    return incident


def _askers_words(question: Question, policy: Policy, before: datetime | None = None) -> str:
    """Title, text and comments: an incident may be told in any of them."""
    said = [question.title, question.body]
    if policy.incident_words:
        said += [body for at, body in _askers_comments(question) if before is None or at < before]
    return "\n".join(said)


def _askers_comments(question: Question) -> list[tuple[datetime, str]]:
    if question.author_id is None:
        return []
    comments = Comment.objects.shown().filter(question=question, author=question.author_id)
    return list(comments.order_by("created_at", "pk").values_list("created_at", "body"))

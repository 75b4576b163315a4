"""record_improvement(): the event of a change to an improvement; it makes the pages of its questions stale."""

from datetime import datetime

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.improvements.models import Improvement

# More pages than these are made stale by the site's own slot.
MOST_QUESTIONS = 200


def record_improvement(
    kind: str, *, by: Member | None, now: datetime, improvement: Improvement, details: dict | None = None
) -> Event:
    gathered = list(improvement.gathered.values_list("question_id", flat=True)[: MOST_QUESTIONS + 1])
    stale = [improvement.subject, "improvements"]
    if len(gathered) > MOST_QUESTIONS:
        stale.append("site")
    else:
        stale += [f"question:{number}" for number in gathered]
    return record(
        kind,
        by=by,
        now=now,
        subject=improvement.subject,
        thread=improvement.subject,
        details=details,
        stale=stale,
    )

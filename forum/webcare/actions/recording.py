"""record_case(): the event of a change to a case, on the timeline of its question."""

from datetime import datetime

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.webcare.models import Case


def record_case(
    kind: str, *, by: Member | None, now: datetime, case: Case, details: dict | None = None
) -> Event:
    """`details` must be fit for the public page: ids of members and notes, never names or words among colleagues."""
    thread = f"question:{case.question_id}"
    return record(kind, by=by, now=now, subject=case.subject, thread=thread, details=details, stale=[thread])

"""One case as a line: what it is about and how much time is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateformat import format as say
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import languages
from forum.webcare.models import Case, CaseState, Priority

LATE = "is-late"
# Under an hour the time left turns amber; beyond four hours a moment says more than a count.
NAMED_DAYS = timedelta(days=6)
SOON, COUNTED = timedelta(hours=1), timedelta(hours=4)


@dataclass(frozen=True)
class Row:
    case: Case
    left: str
    urgency: str
    board: str
    about: str
    is_high: bool = False
    # Whose question it is; empty for who left.
    customer: str = ""
    # That promises slipped before the one that runs, how many, and since when.
    slipped: str = ""
    # Its question is hidden: its page opens for moderators alone, the case for whoever works at the desk.
    is_hidden: bool = False
    # Who writes on it now.
    writer: str = ""
    # Its language, when that is not the reader's.
    spoken: str = ""
    # Whether its promise is further off than a day of the week can name.
    is_far: bool = False


def left(case: Case, now: datetime) -> tuple[str, str]:
    """The time left to the promise that runs now, in words, and its class.

    "0:25 late", "0:48", "Mon 10:30", "2 Jan 10:30", "paused", "answered", "17 Nov".
    """
    if case.is_finished and case.resolved_at:
        return say(case.resolved_at.astimezone(timezone.get_current_timezone()), f"j {_month()}"), ""
    promise_at = case.promise_at
    if promise_at is None:
        return (_("paused") if case.state == CaseState.WAITING else _("answered")), ""
    rest = promise_at - now
    if rest < timedelta():
        return _("%(time)s late") % {"time": _clock(-rest)}, LATE
    if rest <= COUNTED:
        return _clock(rest), "is-soon" if rest < SOON else ""
    day = f"j {_month()}" if is_far(promise_at, now) else "D"
    return say(promise_at.astimezone(timezone.get_current_timezone()), f"{day} H:i"), ""


def is_far(moment: datetime, now: datetime) -> bool:
    """Whether the day of the week alone could mean another week."""
    return moment - now > NAMED_DAYS


def rows_of(cases: QuerySet, now: datetime, language: str) -> list[Row]:
    return [row_of(case, now, language) for case in cases]


def row_of(case: Case, now: datetime, language: str) -> Row:
    """`case` comes with its question, the question's board and author, and who writes on it."""
    time_left, urgency = left(case, now)
    is_written = case.writing_by_id and case.writing_until and case.writing_until > now
    tongue, asker = case.question.language, case.question.author
    return Row(
        case=case,
        left=time_left,
        urgency=urgency,
        board=case.question.board.name_in(language),
        about=_about(case, now),
        is_high=case.priority == Priority.HIGH and not case.is_finished,
        customer=asker.name if asker else "",
        slipped=_slipped(case),
        is_hidden=case.question.hidden_at is not None,
        writer=case.writing_by.name if is_written and not case.is_finished else "",
        spoken=languages.name(tongue) if tongue and tongue != language else "",
        is_far=case.promise_at is not None and is_far(case.promise_at, now),
    )


def _about(case: Case, now: datetime) -> str:
    """Why it is here, or what it waits for."""
    if case.is_finished:
        return str(case.get_state_display())
    if case.snoozed_until is not None and case.snoozed_until > now:
        return _("put aside")
    if case.state == CaseState.WAITING and (case.promise_at is None or case.promise_at > now):
        return _("waiting for the customer")
    return str(case.get_reason_display())


def _slipped(case: Case) -> str:
    if case.is_finished or not case.has_slipped:
        return ""
    since = say(case.due_at.astimezone(timezone.get_current_timezone()), f"D j {_month()} H:i")
    if case.slips == 1:
        return _("the promise of %(since)s slipped") % {"since": since}
    return _("%(count)d promises slipped, since %(since)s") % {"count": case.slips, "since": since}


def _month() -> str:
    """The letter that writes a month short: "Nov" where months have a capital, which is in English."""
    return "M" if (get_language() or "en").startswith("en") else "b"


def _clock(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if span >= timedelta(days=2):
        return _("%(days)d days") % {"days": span.days}
    return f"{minutes // 60}:{minutes % 60:02d}"

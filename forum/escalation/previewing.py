"""What a policy means for people: when a question asked at some moment reaches webcare and has its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.utils.dateformat import format as say
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext as _

from forum.escalation import ladder, spans
from forum.escalation.calendars import WEEKDAYS
from forum.escalation.history import Edit, edits_of
from forum.escalation.hours import Calendar, NeverOpen, add
from forum.escalation.models import Policy
from forum.escalation.moments import said
from forum.models import Board

# A quiet morning, the end of the week, and the evening nobody is there: weekday (Monday is 0) and time.
EXAMPLES = ((1, time(10)), (4, time(16, 30)), (5, time(21, 10)))


def examples(policy: Policy, now: datetime) -> list[str]:
    """Sentences for the next Tuesday morning, Friday afternoon and Saturday evening on the board's clock."""
    calendar = policy.calendar()
    return [sentence(policy, calendar, moment, now) for moment in _moments(calendar, now)]


def examples_with_again(policy: Policy, now: datetime) -> list[str]:
    """The same for who decides about it: also who is asked, and when the customer hears from webcare again."""
    calendar = policy.calendar()
    return [
        who_is_asked(policy),
        *(again_sentence(policy, calendar, moment, now) for moment in _moments(calendar, now)),
    ]


def who_is_asked(policy: Policy) -> str:
    """ "Asked before webcare: regular helpers, at most 5, after 2 hours." Rungs that are left out are not there."""
    asked = []
    if policy.asks_helpers:
        said_so = _("regular helpers, at most %(count)s, %(after)s")
        asked.append(
            said_so % {"count": policy.helpers_at_a_time, "after": spans.after(policy.helpers_after)}
        )
    if policy.asks_colleagues:
        said_so = _("colleagues, at most %(count)s at a time, %(after)s")
        asked.append(
            said_so % {"count": policy.colleagues_at_a_time, "after": spans.after(policy.colleagues_after)}
        )
    who = "; ".join(asked)
    return _("Asked before webcare: %(who)s.") % {"who": who} if who else _("Before webcare nobody is asked.")


def _moments(calendar: Calendar, now: datetime) -> list[datetime]:
    return [_next(day, hour, calendar, now) for day, hour in EXAMPLES]


def _next(day: int, hour: time, calendar: Calendar, now: datetime) -> datetime:
    here = now.astimezone(calendar.zone)
    date = here.date() + timedelta(days=(day - here.weekday() - 1) % 7 + 1)
    return datetime.combine(date, hour, calendar.zone)


def sentence(policy: Policy, calendar: Calendar, asked: datetime, now: datetime) -> str:
    """ "A question asked on Saturday 21:10 reaches webcare on Monday 13:00 and has an answer before 15:00." """
    patience = policy.patience()
    try:
        webcare_at = add(asked, patience.webcare, calendar)
        answer_at = ladder.promise(patience, calendar, since=asked)
    except NeverOpen:
        return _("With these hours and closed days nobody is ever there.")
    # A round-the-clock board promises the same day: the weekday is said once.
    is_same_day = webcare_at.astimezone(calendar.zone).date() == answer_at.astimezone(calendar.zone).date()
    answer = (
        say(answer_at.astimezone(calendar.zone), "H:i")
        if is_same_day
        else said(answer_at, now, calendar.zone)
    )
    return _(
        "A question asked on %(asked)s reaches webcare on %(webcare)s and has an answer before %(answer)s."
    ) % {
        "asked": said(asked, now, calendar.zone),
        "webcare": said(webcare_at, now, calendar.zone),
        "answer": answer,
    }


def again_sentence(policy: Policy, calendar: Calendar, asked: datetime, now: datetime) -> str:
    """The same with when its asker hears from webcare again, if that answer was not the end of it."""
    first = sentence(policy, calendar, asked, now)
    try:
        answer_at = ladder.promise(policy.patience(), calendar, since=asked)
        again_at = ladder.whole_minute(add(answer_at, policy.again_within_time(), calendar))
    except NeverOpen:
        return first
    again = said(again_at, now, calendar.zone)
    then = _("If that is not the end of it, the customer hears from webcare again before %(again)s.")
    return f"{first} {then % {'again': again}}"


@dataclass(frozen=True)
class BoardPage:
    """One board on the page of promises; `edits` are newest first."""

    board: Board
    policy: Policy
    week: list[tuple[str, str]]
    asked: str
    sentence: str
    edits: list[Edit]


@dataclass(frozen=True)
class PromisesPage:
    """`asked` is what was typed; `fault` says why it could not be read."""

    boards: list[BoardPage]
    asked: str
    fault: str


def promises_page(asked: str, now: datetime) -> PromisesPage:
    """Every open board with its hours and what they mean for a question asked then. Three queries.

    `asked` is on each board's own clock; by default it is the coming Saturday evening, when few are open.
    """
    moment, fault = _moment(asked.strip())
    boards = list(Board.objects.filter(archived_at=None).order_by("position", "name"))
    policies = {policy.board_id: policy for policy in Policy.objects.filter(board__in=boards)}
    edits = edits_of([policy.pk for policy in policies.values()], shown=3)
    rows = []
    for board in boards:
        policy = policies.get(board.pk) or Policy(board=board)
        calendar = policy.calendar()
        when = moment.replace(tzinfo=calendar.zone) if moment else _next(*EXAMPLES[-1], calendar, now)
        said_so = again_sentence(policy, calendar, when, now)
        told = edits.get(policy.pk, [])
        rows.append(BoardPage(board, policy, week_of(policy), who_is_asked(policy), said_so, told))
    return PromisesPage(rows, asked, fault)


def _moment(text: str) -> tuple[datetime | None, str]:
    if not text:
        return None, ""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
        # Further away no calendar knows its holidays.
        if not 2000 <= moment.year <= 2100:
            raise ValueError(text)
    except ValueError:
        return None, _("Give a day and a time, such as 2026-11-21 21:10.")
    return moment, ""


def week_of(policy: Policy) -> list[tuple[str, str]]:
    """Days and their hours, equal neighbours together: ("Monday – Friday", "09:00–17:30"), ("Sunday", "closed")."""
    if policy.round_the_clock:
        return [(_("Every day"), _("around the clock"))]
    return [(days, hours) for hours, days in _grouped(policy)]


def _grouped(policy: Policy) -> Iterator[tuple[str, str]]:
    days = [(place, _hours(policy.hours.get(day))) for place, day in enumerate(WEEKDAYS)]
    for hours, same in groupby(days, key=lambda day: day[1]):
        places = [place for place, _hours_of in same]
        first, last = str(NAMES[places[0]]), str(NAMES[places[-1]])
        yield hours, first if len(places) == 1 else f"{first} – {last}"


def _hours(pair: list[str] | None) -> str:
    return "–".join(pair) if pair else _("closed")

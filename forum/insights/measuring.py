"""From events to weeks: reads what happened with the questions of a week, and keeps its figures."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from community.members.models import Member
from forum.escalation import hours
from forum.escalation.models import Policy
from forum.insights.figures import CUSTOMER, EMPLOYEE, WEBCARE, Course, Happened, course, figures
from forum.insights.models import Week
from forum.models import Board, Question
from forum.webcare.queries import replies
from forum.webcare.queries.promises import MISSED, RESTED

SEVEN_DAYS = timedelta(days=7)
# So many are shown, and measured anew each time: what stands behind a figure is looked up when it is asked for, so
# a week that stood still would say another number than its questions. Twelve thousand questions take seconds.
WEEKS_SHOWN = 12
KINDS = (
    *replies.OF_ANSWERS, replies.PRIVATELY, MISSED, RESTED, "case.opened", "case.reopened", "question.reopened",
    "question.solved", "question.unsolved", "check.asked", "check.confirmed", "check.denied", "check.unconfirmed",
)  # fmt: skip


def monday_of(moment: datetime) -> date:
    """The Monday of the week the moment lies in, by the site's clock."""
    day = timezone.localtime(moment).date()
    return day - timedelta(days=day.weekday())


def span_of(monday: date) -> tuple[datetime, datetime]:
    """From when until when (not included) that week lasts, by the site's clock."""
    zone = timezone.get_current_timezone()
    return tuple(datetime.combine(day, time(), tzinfo=zone) for day in (monday, monday + SEVEN_DAYS))


def measure(monday: date, now: datetime) -> int:
    """The week's figures of each board and of all together, measured anew and kept; how many rows."""
    everywhere: list[Course] = []
    boards = list(Board.objects.order_by("pk"))
    for board in boards:
        went = courses(board, monday)
        _keep(board, monday, went, now)
        everywhere += went
    _keep(None, monday, everywhere, now)
    return len(boards) + 1


def _keep(board: Board | None, monday: date, went: list[Course], now: datetime) -> None:
    measured = {"figures": figures(went).as_dict(), "measured_at": now}
    Week.objects.update_or_create(board=board, monday=monday, defaults=measured)


def measure_recent(now: datetime, weeks: int = WEEKS_SHOWN) -> int:
    """The latest weeks, and of those that are shown the ones without figures; how many rows. Safe to repeat."""
    newest = monday_of(now)
    latest = {newest - back * SEVEN_DAYS for back in range(weeks)}
    shown = {newest - back * SEVEN_DAYS for back in range(WEEKS_SHOWN)}
    known = set(Week.objects.filter(board=None, monday__in=shown).values_list("monday", flat=True))
    return sum(measure(monday, now) for monday in sorted(latest | (shown - known)))


def courses_of(board: Board | None, monday: date) -> list[Course]:
    """How the questions of that week went, on the board or on all of them."""
    boards = [board] if board else Board.objects.order_by("pk")
    return [one for each in boards for one in courses(each, monday)]


def courses(board: Board, monday: date) -> list[Course]:
    """How the questions went that were asked on the board in that week.

    Hidden and imported ones are left out, and those that lead to another question: it counts where it leads.
    """
    begins, ends = span_of(monday)
    asked = Question.objects.filter(
        board=board,
        created_at__gte=begins,
        created_at__lt=ends,
        hidden_at=None,
        merged_into=None,
        duplicate_of=None,
        origin="native",
    )
    rows = list(asked.order_by("created_at", "pk").values_list("pk", "author_id", "created_at"))
    told = replies.told([pk for pk, _author, _at in rows], KINDS)
    kind_of, opening_time = _kinds(told), _opening_time(board)
    return [
        course(pk, author, at, told.get(pk, ()), kind_of=kind_of, opening_time=opening_time)
        for pk, author, at in rows
    ]


def _kinds(told: dict[int, list[Happened]]) -> Callable[[int | None], str]:
    """Whether somebody is of webcare, of another department, or a customer; who is gone was a customer."""
    actors = {event.actor for events in told.values() for event in events if event.kind in replies.ANSWERED}
    rows = Member.objects.filter(pk__in=actors - {None}).values_list(
        "pk", "is_agent", "is_lead", "department_id"
    )
    known = {
        pk: WEBCARE if is_agent or is_lead else EMPLOYEE if department else CUSTOMER
        for pk, is_agent, is_lead, department in rows
    }
    return lambda actor: known.get(actor, CUSTOMER)


def _opening_time(board: Board) -> Callable[[datetime, datetime], timedelta]:
    policy = Policy.objects.filter(board=board).first() or Policy(board=board)
    calendar = policy.calendar()
    return lambda start, end: hours.between(start, end, calendar)

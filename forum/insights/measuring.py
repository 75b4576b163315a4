"""From events to weeks: reads what happened with the questions of a week, and keeps its figures."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from community.events.models import Event
from community.members.models import Member
from forum.escalation import hours
from forum.escalation.models import Policy
from forum.insights.figures import CUSTOMER, EMPLOYEE, WEBCARE, Course, Happened, course, figures
from forum.insights.models import Week
from forum.models import Board, Question

SEVEN_DAYS = timedelta(days=7)
# Answers and solutions of a question still change its week's figures this long.
WEEKS_THAT_CHANGE = 6
BATCH = 500
KINDS = (
    "answer.posted", "answer.accepted", "answer.unaccepted", "answer.hidden", "answer.deleted", "answer.removed",
    "answer.made_comment", "answer.restored", "answer.undeleted", "ladder.promise_missed", "case.opened",
    "case.reopened", "question.reopened",
)  # fmt: skip


def monday_of(moment: datetime) -> date:
    """The Monday of the week the moment lies in, by the site's clock."""
    day = timezone.localtime(moment).date()
    return day - timedelta(days=day.weekday())


def span_of(monday: date) -> tuple[datetime, datetime]:
    """From when until when (not included) that week lasts, by the site's clock."""
    zone = timezone.get_current_timezone()
    return tuple(datetime.combine(day, time(), tzinfo=zone) for day in (monday, monday + SEVEN_DAYS))


def measure(board: Board, monday: date, now: datetime) -> Week:
    """The week's figures, measured anew and kept."""
    return Week.objects.update_or_create(
        board=board,
        monday=monday,
        defaults={"figures": figures(courses(board, monday)).as_dict(), "measured_at": now},
    )[0]


def measure_recent(now: datetime, weeks: int = WEEKS_THAT_CHANGE) -> int:
    """All boards' latest weeks; how many. Safe to repeat."""
    monday, measured = monday_of(now), 0
    for board in Board.objects.all():
        for back in range(weeks):
            measure(board, monday - back * SEVEN_DAYS, now)
            measured += 1
    return measured


def courses(board: Board, monday: date) -> list[Course]:
    """How the questions went that were asked on the board in that week; hidden and imported ones left out."""
    begins, ends = span_of(monday)
    asked = Question.objects.filter(
        board=board, created_at__gte=begins, created_at__lt=ends, hidden_at=None, origin="native"
    )
    rows = list(asked.order_by("created_at", "pk").values_list("pk", "author_id", "created_at"))
    told = _told([pk for pk, _author, _at in rows])
    kind_of, opening_time = _kinds(told), _opening_time(board)
    return [
        course(pk, author, at, told.get(pk, ()), kind_of=kind_of, opening_time=opening_time)
        for pk, author, at in rows
    ]


def _told(ids: list[int]) -> dict[int, list[Happened]]:
    told: dict[int, list[Happened]] = defaultdict(list)
    for start in range(0, len(ids), BATCH):
        threads = [f"question:{pk}" for pk in ids[start : start + BATCH]]
        events = Event.objects.filter(thread__in=threads, kind__in=KINDS).order_by("id")
        for thread, kind, at, actor, subject in events.values_list(
            "thread", "kind", "at", "actor_id", "subject"
        ):
            told[int(thread.partition(":")[2])].append(Happened(kind, at, actor, subject))
    return told


def _kinds(told: dict[int, list[Happened]]) -> Callable[[int | None], str]:
    """Whether somebody is of webcare, of another department, or a customer; who is gone was a customer."""
    actors = {event.actor for events in told.values() for event in events if event.kind == "answer.posted"}
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

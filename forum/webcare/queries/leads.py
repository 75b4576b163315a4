"""What who leads the desk looks at: everybody's load, what nobody owns, and what lies with people who are not there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.dateformat import format as say
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.webcare import attendance
from forum.webcare.models import Case, CaseState, Shift
from forum.webcare.queries import promises
from forum.webcare.queries.colleagues import Colleague, at_the_desk
from forum.webcare.queries.rows import Row, row_of

LISTED = 50
# Of each who is away or gone: nobody's cases push a colleague's off the page.
LEFT = 50
OPEN, TODAY, LATE, WAITING, SNOOZED, UNOWNED = "open", "today", "late", "waiting", "snoozed", "unowned"


@dataclass(frozen=True)
class Load:
    """What lies with one person, and whether they are there. Never compared, never timed: a list by name."""

    member: Member
    counts: dict[str, int]
    is_on_shift: bool
    away_until: datetime | None
    # Whether any shift of theirs is planned.
    has_hours: bool = False


@dataclass(frozen=True)
class Lying:
    """A case of nobody or of somebody who is not there: its line, its age, and whether the lead was told."""

    row: Row
    age: str
    alarm: str


@dataclass(frozen=True)
class Absent:
    """Somebody who is away, or who left the desk (`away_until` is None), and their cases."""

    member: Member
    away_until: datetime | None
    count: int
    lying: list[Lying] = field(default_factory=list)


@dataclass(frozen=True)
class LeadsPage:
    loads: list[Load]
    kept: list[promises.Kept]
    unowned: list[Lying]
    absent: list[Absent]
    colleagues: list[Colleague]


def leads_page(now: datetime, language: str) -> LeadsPage:
    """All of it in nine queries however many cases there are; promises read more, by how many questions were kept."""
    planned = Exists(Shift.objects.filter(member=OuterRef("pk")))
    members = list(at_the_desk().annotate(has_hours=planned).order_by("name", "pk"))
    counts, there, away = _counts(now), attendance.on_shift(now), attendance.away(now)
    return LeadsPage(
        loads=[
            Load(one, counts.get(one.pk, {}), one.pk in there, away.get(one.pk), one.has_hours) for one in members
        ],
        kept=promises.by_board(now, language),
        unowned=lying(chosen(UNOWNED, None, now)[: LISTED + 1], now, language),
        absent=_absent(counts, away, now, language),
        colleagues=_colleagues(members, away),
    )  # fmt: skip


def chosen(which: str, person: Member | None, now: datetime) -> QuerySet[Case]:
    """The unfinished cases behind one number, what is due first on top."""
    asked = {
        OPEN: Q(),
        TODAY: Q(promise_at__gte=now, promise_at__lt=_end_of_day(now)),
        LATE: Q(due_at__lt=now),
        WAITING: Q(state=CaseState.WAITING),
        SNOOZED: Q(snoozed_until__gt=now),
        UNOWNED: Q(owner=None),
    }[which]
    cases = Case.objects.unfinished().filter(asked, question__hidden_at=None)
    if person is not None:
        cases = cases.filter(owner=person)
    return in_line(cases)


def in_line(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With all that a row shows, by time left."""
    along = cases.select_related("question__board", "question__author", "owner", "writing_by")
    return along.order_by(F("promise_at").asc(nulls_last=True), "pk")


def lying(cases: Iterable[Case], now: datetime, language: str) -> list[Lying]:
    return [Lying(row_of(case, now, language), _age(case, now), _alarm(case, now)) for case in cases]


def who_could_have_it(now: datetime) -> list[Colleague]:
    """Everybody of the desk by name, who is away last; two queries."""
    return _colleagues(list(at_the_desk().order_by("name", "pk")), attendance.away(now))


def _colleagues(members: list[Member], away: dict[int, datetime]) -> list[Colleague]:
    agents = [Colleague(one, away.get(one.pk)) for one in members]
    return sorted(agents, key=lambda one: one.away_until is not None)


def _counts(now: datetime) -> dict[int, dict[str, int]]:
    """How many unfinished cases of which kind each owner has: one query."""
    owned = Case.objects.unfinished().filter(owner__isnull=False, question__hidden_at=None)
    rows = owned.values("owner").annotate(
        open=Count("pk"),
        today=Count("pk", filter=Q(promise_at__gte=now, promise_at__lt=_end_of_day(now))),
        late=Count("pk", filter=Q(due_at__lt=now)),
        waiting=Count("pk", filter=Q(state=CaseState.WAITING)),
        snoozed=Count("pk", filter=Q(snoozed_until__gt=now)),
    )
    return {row.pop("owner"): row for row in rows}


def _absent(
    counts: dict[int, dict[str, int]], away: dict[int, datetime], now: datetime, language: str
) -> list[Absent]:
    gone = (
        Q(owner__is_active=False) | Q(owner__erased_at__isnull=False) | Q(owner__suspended_until__gt=now)
        | Q(owner__is_agent=False, owner__is_lead=False)
    )  # fmt: skip
    cases = Case.objects.unfinished().filter(gone | Q(owner__in=away), question__hidden_at=None)
    order = (F("promise_at").asc(nulls_last=True), F("pk").asc())
    numbered = cases.annotate(place=Window(RowNumber(), partition_by=F("owner"), order_by=order))
    first = in_line(numbered.filter(place__lte=LEFT)).order_by("owner__name", "owner", *order)
    found: dict[int, Absent] = {}
    for one in lying(first, now, language):
        owner = one.row.case.owner
        absent = Absent(owner, away.get(owner.pk), counts.get(owner.pk, {}).get("open", 0))
        found.setdefault(owner.pk, absent).lying.append(one)
    return list(found.values())


def _age(case: Case, now: datetime) -> str:
    span = max(now - case.opened_at, timedelta())
    if span >= timedelta(days=2):
        return _("open for %(days)d days") % {"days": span.days}
    minutes = int(span.total_seconds()) // 60
    return _("open for %(time)s") % {"time": f"{minutes // 60}:{minutes % 60:02d}"}


def _alarm(case: Case, now: datetime) -> str:
    """Whether the lead was told, or when they will be; nothing for a case whose clock stands still."""
    zone = ZoneInfo(settings.TIME_ZONE)
    if case.alarm_due_at is not None and case.alarm_due_at > now:
        return _("alarm at %(time)s") % {"time": say(case.alarm_due_at.astimezone(zone), "D H:i")}
    if case.alarmed_at is not None:
        return _("alarm was given %(time)s") % {"time": say(case.alarmed_at.astimezone(zone), "D H:i")}
    return ""


def _end_of_day(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)

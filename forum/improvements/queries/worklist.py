"""The half-finished eight: loops that stand still, so that somebody takes them on. The longest waiting first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat

from community.events.models import Event
from community.members.models import Department, Member
from forum.escalation.models import Check, CheckState
from forum.improvements.models import Cause, Change, Improvement, Learning, Recurrence
from forum.improvements.models.improvements import OPEN
from forum.improvements.queries import loops
from forum.improvements.queries.loops import Loop
from forum.queries.moments import duration
from forum.webcare.models import Case, CaseState

# Chosen for what belongs to no department.
NO_DEPARTMENT = Department(slug="-")
SHOWN = 25
COUNTED = 100
# Somebody said of a question that it teaches nothing new.
NOTHING_NEW = "learning.nothing_new"
# Whoever kept silent for a quarter is not asked any more.
CHECKS_SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Standing:
    """One way of standing still; `count` stops at one more than COUNTED."""

    slug: str
    loops: list[Loop]
    count: int


def standing_still(department: Department | None, language: str, now: datetime) -> list[Standing]:
    """Solved but not confirmed, confirmed but nothing learned, learned but nothing follows, proposals nobody looked
    at, improvements nobody looks after, changes nobody was told of: one query each.

    Of one department, of NO_DEPARTMENT, or with None of all; what has none of its own is its cause's.
    """

    groups: list[tuple[str, QuerySet, tuple[str, ...], Callable[..., Loop]]] = [
        ("unconfirmed", _unconfirmed(now), ("helper__department",), loops.of_silence),
        ("unlearned", _unlearned(), ("helper__department",), loops.of_yes),
        ("untaught", _untaught(), ("department", "cause_department"), loops.of_case),
        ("loose", _loose(), ("department", "cause__department"), loops.of_learning),
        ("proposed", _proposed(), ("department", "cause__department"), loops.of_proposal),
        ("unowned", _unowned(), ("department", "cause__department"), loops.of_unowned),
        ("untold", _untold(), ("improvement__department", "improvement__cause__department"), loops.of_untold),
    ]
    return [
        _standing(slug, found.filter(_in(department, whose)) if department else found, shown, language, now)
        for slug, found, whose, shown in groups
    ]


def _in(department: Department, whose: tuple[str, ...]) -> Q:
    """The first of these columns that is filled says whose it is."""
    found, empty = Q(), Q()
    for column in whose:
        if department.pk is not None:
            found |= empty & Q(**{column: department.pk})
        empty &= Q(**{f"{column}__isnull": True})
    return found or empty


def _unconfirmed(now: datetime) -> QuerySet[Check]:
    """Checks that were met with silence, of solutions that still stand."""
    later = Check.objects.filter(question=OuterRef("question"), pk__gt=OuterRef("pk"))
    closed = Case.objects.filter(question=OuterRef("question"), state=CaseState.CLOSED)
    stands = Q(answer__accepted_at__isnull=False) | Q(Exists(closed), answer=None)
    silent = Check.objects.filter(
        stands, state=CheckState.UNCONFIRMED, solved_at__gt=now - CHECKS_SHOWN_FOR, question__hidden_at=None
    )
    return _with_helper(silent.filter(~Exists(later))).order_by("solved_at", "pk")


def _unlearned() -> QuerySet[Check]:
    """Confirmed solutions, by whomever, about which nobody said what they teach.

    Resolving a case asks for it: an empty line there is "nothing new".
    """
    resolved = Case.objects.filter(question=OuterRef("question"), resolved_by__isnull=False)
    noted = Learning.objects.filter(question=OuterRef("question"))
    again = Recurrence.objects.filter(question=OuterRef("question"))
    glad = Check.objects.filter(state=CheckState.YES, question__hidden_at=None)
    return _with_helper(
        glad.filter(~Exists(noted), ~Exists(again), ~Exists(resolved), ~Exists(_said_nothing_new()))
    ).order_by("replied_at", "pk")


def _untaught() -> QuerySet[Case]:
    """Cases resolved by a person, who noted what they teach where no improvement can come of it."""
    noted = Learning.objects.filter(question=OuterRef("question"))
    again = Recurrence.objects.filter(question=OuterRef("question"))
    finished = (CaseState.RESOLVED, CaseState.CHECKED, CaseState.CLOSED)
    resolved = Case.objects.filter(
        state__in=finished, resolved_by__isnull=False, question__hidden_at=None
    ).exclude(learned="")
    cause = Cause.objects.filter(name__iexact=OuterRef("cause")).values("department")[:1]
    untaught = resolved.annotate(cause_department=Subquery(cause)).filter(
        ~Exists(noted), ~Exists(again), ~Exists(_said_nothing_new())
    )
    return untaught.select_related("question").order_by("resolved_at", "pk")


def _said_nothing_new() -> QuerySet[Event]:
    thread = Concat(Value("question:"), Cast(OuterRef("question_id"), CharField()))
    return Event.objects.filter(thread=thread, kind=NOTHING_NEW)


def _loose() -> QuerySet[Learning]:
    shown = Learning.objects.loose().filter(question__hidden_at=None)
    return shown.select_related("question", "cause").order_by("at", "pk")


def _proposed() -> QuerySet[Improvement]:
    """With what led to them: how many questions they gather, and how many people have those too."""
    counted = Improvement.objects.proposed().annotate(
        asked=Count("gathered"), me_toos=Sum("gathered__question__me_too_count")
    )
    return counted.select_related("cause", "state_by").order_by("created_at", "pk")


def _unowned() -> QuerySet[Improvement]:
    """Given to nobody, or to somebody who left."""
    works_here = Member.objects.present().filter(
        Q(department__isnull=False)
        | Q(is_agent=True)
        | Q(is_lead=True)
        | Q(is_moderator=True)
        | Q(is_manager=True)
    )
    unowned = Improvement.objects.filter(~Q(owner__in=works_here) | Q(owner=None), state__in=OPEN)
    return unowned.select_related("department").order_by("state_at", "pk")


def _untold() -> QuerySet[Change]:
    return Change.objects.filter(told_at=None).select_related("improvement").order_by("at", "pk")


def _with_helper(checks: QuerySet[Check]) -> QuerySet[Check]:
    return checks.select_related("question", "helper")


def _standing(
    slug: str, found: QuerySet, shown: Callable[..., Loop], language: str, now: datetime
) -> Standing:
    rows = list(found[: COUNTED + 1])
    return Standing(slug, [_aged(shown(one, language), now) for one in rows[:SHOWN]], len(rows))


def _aged(loop: Loop, now: datetime) -> Loop:
    return replace(loop, age=duration(now - loop.since))

"""The pieces of work of a drill, each in a process of its own so that it can be killed."""

import json
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402

from community.events.models import Event  # noqa: E402
from community.members.models import Member  # noqa: E402
from community.notifications.models import Notification  # noqa: E402
from forum.escalation import ladder, sweep  # noqa: E402
from forum.escalation.ladder import Course, Rung  # noqa: E402
from forum.escalation.models import Climb, Policy, Step  # noqa: E402
from forum.improvements.actions.tell_changes import tell_due  # noqa: E402
from forum.improvements.models import Change, Improvement, ImprovementQuestion  # noqa: E402
from forum.management.filling import community  # noqa: E402
from forum.models import Board, MeToo, Question  # noqa: E402
from forum.webcare.models import Case  # noqa: E402

# A Tuesday in opening hours.
NOW = datetime(2026, 11, 17, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
# Asked then: nothing is due; helpers; helpers and colleagues; webcare too.
FRESH, AGES = timedelta(hours=1), (timedelta(minutes=150), timedelta(hours=20), timedelta(hours=25))
BATCH = 5_000


def fill_ladder(open_questions: int, due: int) -> dict:
    """So many open questions on the ladder, of which `due` have steps that are due."""
    community.fill(500, 1, NOW - timedelta(days=30))
    board = Board.objects.first()
    members = list(Member.objects.values_list("pk", flat=True))
    policy = Policy.objects.create(board=board)
    Policy.objects.update(applied=policy.terms())
    patience, calendar = policy.patience(), policy.calendar()
    for start in range(0, open_questions, BATCH):
        ages = [AGES[n % 3] if n < due else FRESH for n in range(start, min(start + BATCH, open_questions))]
        _put_on_the_ladder(board, members, ages, policy, patience, calendar)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {}


@transaction.atomic
def _put_on_the_ladder(board, members, ages, policy, patience, calendar) -> None:
    questions = Question.objects.bulk_create(
        Question(
            board=board, title=f"Does the meter count {n}?", slug="meter", body="It does not.",
            body_html="<p>No.</p>", author_id=members[n % len(members)], created_at=NOW - age, active_at=NOW - age,
        )
        for n, age in enumerate(ages)
    )  # fmt: skip
    plans = {
        age: ladder.plan(patience, calendar, since=NOW - age, taken=[(Rung.EVERYONE.value, 0)])
        for age in set(ages)
    }
    climbs = Climb.objects.bulk_create(
        Climb(
            question=question, course=Course.CLIMBING,
            started_at=question.created_at, running_since=question.created_at,
            next_due_at=plans[age][0].due_at, planned_with=policy.terms(),
            promise_at=ladder.promise(patience, calendar, since=question.created_at),
        )
        for question, age in zip(questions, ages, strict=True)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(climb=climb, rung=step.rung, number=step.number, due_at=step.due_at)
        for climb, age in zip(climbs, ages, strict=True)
        for step in plans[age]
    )


def run_sweep(now: datetime) -> dict:
    """One sweep: seconds, queries and what it did."""
    queries = 0

    def counted(execute, *args):
        nonlocal queries
        queries += 1
        return execute(*args)

    started = time.perf_counter()
    with connection.execute_wrapper(counted):
        swept = sweep.run(now)
    return {
        "seconds": round(time.perf_counter() - started, 3),
        "queries": queries,
        "steps": len(swept.steps),
        "failed": len(swept.failed),
    }


def check_ladder() -> dict:
    """Steps that were due and not taken, and whatever happened twice to one question."""
    told = Notification.objects.values("member", "key").annotate(n=Count("pk")).filter(n__gt=1).count()
    events = Event.objects.filter(kind__in=("ladder.helpers_asked", "case.opened"))
    twice = events.values("kind", "thread").annotate(n=Count("pk")).filter(n__gt=1).count()
    return {
        "due_steps": Step.objects.filter(due_at__lte=NOW).count(),
        "lost": Step.objects.filter(due_at__lte=NOW, taken_at=None).count(),
        "early": Step.objects.filter(due_at__gt=NOW, taken_at__isnull=False).count(),
        "twice": told + twice,
        "cases": Case.objects.count(),
        "cases_wanted": Climb.objects.filter(rung=Rung.WEBCARE).count(),
    }


@transaction.atomic
def fill_telling(people: int) -> dict:
    """One improvement whose question so many people joined; two languages."""
    community.fill(5, 1, NOW - timedelta(days=30))
    question = Question.objects.filter(hidden_at=None).first()
    members = Member.objects.bulk_create(
        Member(
            email=f"person{n}@example.com",
            name=f"Person {n}",
            language="nl" if n % 2 else "en",
            joined_at=NOW,
        )
        for n in range(people)
    )
    MeToo.objects.bulk_create(MeToo(question=question, member=member, at=NOW) for member in members)
    improvement = Improvement.objects.create(
        title="Invoices come once",
        title_nl="Facturen komen één keer",
        created_at=NOW,
        state="done",
        state_at=NOW,
        public_line="Since today every invoice comes once.",
        public_line_nl="Sinds vandaag komt elke factuur één keer.",
    )
    ImprovementQuestion.objects.create(improvement=improvement, question=question, at=NOW)
    Change.objects.create(
        improvement=improvement,
        number=1,
        state="done",
        line=improvement.public_line,
        line_nl=improvement.public_line_nl,
        at=NOW,
    )
    return {}


def run_telling() -> dict:
    started = time.perf_counter()
    told = tell_due(NOW)
    return {"seconds": round(time.perf_counter() - started, 3), "told": told}


def check_telling() -> dict:
    """How many of the people heard once, never or more often, and in which language."""
    heard = Counter(
        Notification.objects.filter(kind="improvement-changed").values_list("member", flat=True).order_by()
    )
    people = set(Member.objects.filter(email__startswith="person").values_list("pk", flat=True))
    return {
        "once": sum(heard[pk] == 1 for pk in people),
        "never": sum(heard[pk] == 0 for pk in people),
        "twice": sum(heard[pk] > 1 for pk in people),
        "letters_due": Notification.objects.filter(letter_due_at__isnull=False, member__in=people).count(),
    }


def answer(count) -> None:
    """Prints the figure for each line that comes in."""
    for _line in sys.stdin:
        print(count(), flush=True)


def main(work: str, *figures: str) -> None:
    pieces = {
        "fill-ladder": fill_ladder,
        "sweep-idle": lambda: run_sweep(NOW - timedelta(days=5)),
        "sweep": lambda: run_sweep(NOW),
        "check-ladder": check_ladder,
        "fill-telling": fill_telling,
        "tell": run_telling,
        "check-telling": check_telling,
    }
    counts = {
        "count-steps": lambda: Step.objects.filter(taken_at__isnull=False).count(),
        "count-told": lambda: Notification.objects.count(),
    }
    if work in counts:
        answer(counts[work])
    else:
        print(json.dumps(pieces[work](*map(int, figures))))


if __name__ == "__main__":
    main(*sys.argv[1:])

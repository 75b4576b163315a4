"""The pages that are measured, the readers they are measured for, and the table that comes of it."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from community.members.models import Member
from forum.management.benchmarks.requests import Case, PageFailed, prepare
from forum.models import Question

EMPTY = "/healthz"
# The answers on the question page that is measured: the budgets speak of eleven posts.
ANSWERS = 10
# The cases take turns, so that a change in the machine's speed meets all of them.
ROUNDS = 10


def measure(cached: Callable, direct: Callable, requests: int, now: datetime) -> tuple[list[Case], list[str]]:
    """Cases with their costs, the empty view first, and sentences about pages that could not be measured.

    `cached` is the application as it is served, `direct` the same without the page cache in front.
    """
    empty = Case("empty view", "visitor", direct, EMPTY)
    cases, troubles = [empty], []
    prepare(empty)
    for case in _cases(cached, direct, now):
        try:
            prepare(case)
            cases.append(case)
        except PageFailed as trouble:
            troubles.append(str(trouble))
    for _ in range(ROUNDS):
        for case in cases:
            case.run(max(1, requests // ROUNDS))
    return cases, troubles


def table(cases: list[Case]) -> str:
    """Speed is 1 for the empty view: what one of it takes, divided by what the page takes; "served" through Granian."""
    lines = [
        f"{'page':<12}{'reader':<18}{'µs':>8}{'cost':>8}{'speed':>8}{'served':>8}{'queries':>9}{'bytes':>9}{'HTML':>9}"
    ]
    for case in cases:
        cost, served = case.cost / cases[0].cost, _served_speed(case, cases[0])
        lines.append(
            f"{case.page:<12}{case.reader:<18}{case.cost * 1e6:>8.0f}{cost:>8.2f}{1 / cost:>8.3f}{served:>8.3f}"
            f"{case.queries:>9}{case.wire_bytes:>9,}{case.html_bytes:>9,}"
        )
    return "\n".join(lines)


def as_data(cases: list[Case]) -> dict:
    """For the JSON line. `cost`: processor time divided by the empty view's; `speed`: the other way round.

    `served_speed` is the same through Granian, 0 where it was not measured.
    """
    pages: dict[str, dict] = {}
    for case in cases[1:]:
        cost = case.cost / cases[0].cost
        pages.setdefault(case.page, {})[case.reader] = {
            "cost": round(cost, 3),
            "speed": round(1 / cost, 3),
            "served_speed": round(_served_speed(case, cases[0]), 3),
            "queries": case.queries,
            "bytes": case.wire_bytes,
            "html_bytes": case.html_bytes,
        }
    return pages


def _served_speed(case: Case, empty: Case) -> float:
    return empty.served_cost / case.served_cost if case.served_cost else 0.0


def _cases(cached: Callable, direct: Callable, now: datetime) -> list[Case]:
    question = _typical_question()
    paths = {"home": "/", "list": question.board.path(), "question": question.path()}
    cookies = _signed_in(now)
    cases = []
    for page, path in paths.items():
        cases += [
            Case(page, "visitor, cached", cached, path, is_cached=True),
            Case(page, "visitor", direct, path),
            Case(page, "signed in", direct, path, cookies),
        ]
    return cases


def _typical_question() -> Question:
    """A question with ten answers, or else the one with the most below that."""
    return (
        Question.objects.shown()
        .filter(answer_count__lte=ANSWERS)
        .select_related("board")
        .order_by("-answer_count", "pk")
        .first()
    )


def _signed_in(now: datetime) -> str:
    """The cookie of a session of a member made for this; its address cannot be written to."""
    member, _made = Member.objects.get_or_create(
        email="reader@bench.invalid", defaults={"name": "Reader", "joined_at": now}
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

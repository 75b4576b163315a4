"""What the desk shows: the queue by time left, and one case with its whole conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as say
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.models import Answer, Comment, Question
from forum.webcare.models import Case, CaseState, Note

# A queue longer than this is not read to its end; what is due first stands on top.
QUEUE = 50
COLLEAGUES = 20
HISTORY = 5
# As many as one can do before looking again.
NOW_UP = 5
LATE = "is-late"
# Under an hour the time left turns amber; beyond four hours a moment says more than a count.
SOON, COUNTED = timedelta(hours=1), timedelta(hours=4)


@dataclass(frozen=True)
class Row:
    case: Case
    left: str
    urgency: str
    board: str
    about: str


@dataclass(frozen=True)
class Queue:
    yours: list[Row]
    to_take: list[Row]
    with_colleagues: list[Row]
    to_take_count: str


@dataclass(frozen=True)
class Glance:
    """The day at a glance: `now_up` is what to do next, yours and nobody's together, by time left."""

    now_up: list[Row]
    yours: int
    late: int
    waiting: int
    to_take: str
    with_colleagues: int


@dataclass(frozen=True)
class Said:
    """One thing said in a case; `kind` is question, answer, comment or note (colleagues only)."""

    kind: str
    by: Member | None
    at: datetime
    html: SafeString
    is_asker: bool


@dataclass(frozen=True)
class CasePage:
    case: Case
    row: Row
    said: list[Said]
    history: list[Question]
    colleagues: list[Member]
    has_reply: bool


def queue(member: Member, now: datetime, language: str) -> Queue:
    """Yours, to take and with colleagues, each by time left; three queries however long they are."""
    cases = (
        Case.objects.unfinished()
        .filter(question__hidden_at=None)
        .select_related("question__board", "owner")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
    to_take = _rows(cases.to_take()[: QUEUE + 1], now, language)
    return Queue(
        yours=_rows(cases.filter(owner=member)[:QUEUE], now, language),
        to_take=to_take[:QUEUE],
        with_colleagues=_rows(
            cases.filter(owner__isnull=False).exclude(owner=member)[:COLLEAGUES], now, language
        ),
        to_take_count=f"{QUEUE}+" if len(to_take) > QUEUE else str(len(to_take)),
    )


def glance(queue: Queue) -> Glance:
    """What the queue says in figures; no query of its own."""
    running = [row for row in (*queue.yours, *queue.to_take) if row.case.due_at]
    waiting = [row for row in queue.yours if row.case.state == CaseState.WAITING]
    return Glance(
        now_up=sorted(running, key=lambda row: (row.case.due_at, row.case.pk))[:NOW_UP],
        yours=len(queue.yours) - len(waiting),
        late=sum(row.urgency == LATE for row in running),
        waiting=len(waiting),
        to_take=queue.to_take_count,
        with_colleagues=len(queue.with_colleagues),
    )


def case_page(case: Case, member: Member, now: datetime, language: str) -> CasePage:
    """The case in five queries: what was said by everyone, what the asker asked before, who could take over."""
    question = case.question
    said = _said(case)
    return CasePage(
        case=case,
        row=_row(case, now, language),
        said=said,
        history=_history(question),
        colleagues=list(
            Member.objects.agents().exclude(pk__in=[case.owner_id or 0, member.pk]).order_by("name")
        ),
        has_reply=any(one.kind == "answer" and _is_staff(one.by) and not one.is_asker for one in said),
    )


def left(case: Case, now: datetime) -> tuple[str, str]:
    """The time left in words and its class: "0:25 late", "0:48", "Mon 10:30", "paused", "answered"."""
    if case.due_at is None:
        return (_("paused") if case.state == CaseState.WAITING else _("answered")), ""
    rest = case.due_at - now
    if rest < timedelta():
        return _("%(time)s late") % {"time": _clock(-rest)}, LATE
    if rest <= COUNTED:
        return _clock(rest), "is-soon" if rest < SOON else ""
    return say(case.due_at.astimezone(timezone.get_current_timezone()), "D H:i"), ""


def _rows(cases: QuerySet, now: datetime, language: str) -> list[Row]:
    return [_row(case, now, language) for case in cases]


def _row(case: Case, now: datetime, language: str) -> Row:
    time_left, urgency = left(case, now)
    waiting = case.state == CaseState.WAITING
    about = _("waiting for the customer") if waiting else str(case.get_reason_display())
    return Row(case, time_left, urgency, case.question.board.name_in(language), about)


def _clock(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if span >= timedelta(days=2):
        return _("%(days)d days") % {"days": span.days}
    return f"{minutes // 60}:{minutes % 60:02d}"


def _said(case: Case) -> list[Said]:
    question = case.question
    posts: list[tuple[str, Question | Answer | Comment]] = [("question", question)]
    for kind, model in (("answer", Answer), ("comment", Comment)):
        rows = model.objects.shown().filter(question=question).select_related("author__department")
        posts += [(kind, row) for row in rows]
    said = [
        Said(
            kind,
            post.author,
            post.created_at,
            mark_safe(post.body_html),
            post.author_id == question.author_id,
        )
        for kind, post in posts
    ]
    notes = Note.objects.filter(case=case).select_related("by__department")
    said += [Said("note", note.by, note.at, mark_safe(note.body_html), False) for note in notes]
    return sorted(said, key=lambda one: one.at)


def _history(question: Question) -> list[Question]:
    if question.author_id is None:
        return []
    earlier = Question.objects.filter(hidden_at=None, author=question.author_id).exclude(pk=question.pk)
    return list(earlier.order_by("-created_at", "-pk")[:HISTORY])


def _is_staff(member: Member | None) -> bool:
    return member is not None and (member.is_agent or member.is_lead or member.is_employee)

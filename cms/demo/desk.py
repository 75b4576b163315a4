"""Brings the loaded questions to where the ladder would have brought them, through the real sweep at moments past."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Min

from cms.demo.threads import House, Thread
from community.events.recording import record
from community.members.models import Department
from forum.escalation import sweep
from forum.escalation.models import Climb
from forum.escalation.watching import follow
from forum.models import Answer, Comment, Question, Status
from forum.webcare import alarms
from forum.webcare.actions.own import take_case
from forum.webcare.models import Case, CaseReason, CaseState

_TAKEN_AFTER = timedelta(minutes=6)
_WORDS_AFTER = timedelta(minutes=10)
_RESOLVED_AFTER = timedelta(minutes=50)


class NotAsPlanned(Exception):
    """The real ladder brought a question of the content somewhere else than its story says."""


def load_desk(threads: Mapping[str, Thread], house: House) -> None:
    """Cases answered long ago, then everything that still climbs."""
    for thread in threads.values():
        if _agents_answer(thread, house) is not None:
            _finished_case(thread, house)
    for thread in threads.values():
        if thread.row["state"] in ("answered", "needs-info"):
            _rest(thread, house)
    _climb([thread for thread in threads.values() if thread.row["state"] == "open"], house)


def _agents_answer(thread: Thread, house: House) -> Answer | None:
    owner = house.members.get(thread.row.get("case", {}).get("owner", ""))
    return next((answer for answer in thread.answers if owner is not None and answer.author == owner), None)


def _finished_case(thread: Thread, house: House) -> None:
    """The asker called webcare after other answers did not help; an agent took it, replied and mostly resolved it."""
    written, answer, question = thread.row["case"], _agents_answer(thread, house), thread.question
    earlier = [one.created_at for one in thread.answers if one.created_at < answer.created_at]
    since = max([question.created_at, *earlier])
    opened_at = max(answer.created_at - timedelta(minutes=95), since + (answer.created_at - since) / 4)
    owned_at = opened_at + (answer.created_at - opened_at) / 3
    reason = CaseReason.NOT_SOLVED if earlier else CaseReason.URGENT
    case = Case(
        question=question, reason=reason, opened_at=opened_at, owner=answer.author, owned_at=owned_at,
        replied_at=answer.created_at, state=CaseState.WAITING,
    )  # fmt: skip
    if written["state"] == "resolved":
        case.state, case.resolved_by = CaseState.RESOLVED, answer.author
        case.resolved_at = min((answer.accepted_at or answer.created_at) + _RESOLVED_AFTER, house.now)
        case.cause, case.learned, case.public_line = (
            written[name] for name in ("cause", "learned", "public_line")
        )
        case.department = Department.objects.get(slug=written["department"])
    case.save()
    _say("case.opened", case, question.author, opened_at, {"reason": str(reason)})
    _say("case.taken", case, answer.author, owned_at)
    if case.resolved_at:
        _say("case.resolved", case, answer.author, case.resolved_at)


def _say(kind: str, case: Case, by, at: datetime, details: dict | None = None) -> None:
    thread = f"question:{case.question_id}"
    record(kind, by=by, now=at, subject=case.subject, thread=thread, details=details)


def _rest(thread: Thread, house: House) -> None:
    """The ladder of an answered question rests since its first answer; one that needs more words pauses."""
    question = thread.question
    moments = [answer.created_at for answer in thread.answers] or [question.status_at]
    follow(Question.objects.select_related("board", "author").get(pk=question.pk), min(moments))


def _climb(threads: list[Thread], house: House) -> None:
    """Everyone who still waits climbs, moment by moment, and agents take what the content says they took."""
    waiting = {thread.question.pk: thread for thread in threads}
    for pk, thread in waiting.items():
        Question.objects.filter(pk=pk).update(watch_due_at=thread.question.created_at)
    last = None
    while (moment := _next_moment(house.now)) is not None:
        swept = sweep.run(moment)
        if swept.failed or moment == last:
            raise NotAsPlanned(f"The ladder stopped at {moment}: {swept.failed}")
        alarms.watch(moment)
        last = moment
        for case in (
            Case.objects.to_take().filter(question__in=waiting, opened_at=moment).select_related("question")
        ):
            _work(case, waiting[case.question_id], house)


def _next_moment(until: datetime) -> datetime | None:
    moments = [
        Question.objects.aggregate(at=Min("watch_due_at"))["at"],
        Climb.objects.aggregate(at=Min("next_due_at"))["at"],
        Case.objects.aggregate(at=Min("alarm_due_at"))["at"],
    ]
    due = [moment for moment in moments if moment is not None and moment <= until]
    return min(due, default=None)


def _work(case: Case, thread: Thread, house: House) -> None:
    """An agent takes the case and says so under the question; one asks something back and waits."""
    written = thread.row.get("case", {})
    owner = house.members.get(written.get("owner", ""))
    if owner is None:
        return
    taken_at = min(case.opened_at + _TAKEN_AFTER, house.now)
    case = take_case(by=owner, case=case, now=taken_at)
    said_at = min(case.opened_at + _WORDS_AFTER, house.now)
    Comment.objects.filter(question=case.question, author=owner).update(created_at=said_at)
    if written["state"] == "waiting":
        Case.objects.filter(pk=case.pk).update(
            state=CaseState.WAITING, replied_at=said_at, due_at=None, alarm_due_at=None
        )
        question = Question.objects.select_related("board", "author").get(pk=case.question_id)
        question.status, question.status_at, question.status_by = Status.NEEDS_INFO, said_at, owner
        question.save(update_fields=["status", "status_at", "status_by"])
        follow(question, said_at)

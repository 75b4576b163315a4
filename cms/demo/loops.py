"""Loads what webcare and the lower loop left behind: private talks, checks, learnings and improvements under way."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cms.demo import content
from cms.demo.threads import House, Thread
from community.events.recording import record
from community.lib import markup
from community.members.models import Department, Member
from forum.escalation.climbing import policy_of
from forum.escalation.models import Check, CheckState
from forum.improvements.actions.tell_changes import tell_due
from forum.improvements.models import (
    Cause,
    Change,
    Compliment,
    Improvement,
    ImprovementQuestion,
    Learning,
    Thresholds,
)
from forum.models import Answer
from forum.webcare.models import Case, CaseState, PrivateMessage

_WEEK = timedelta(days=7)
# Most questions of the demo are everybody's: only the loudest become a proposal.
_ME_TOOS = 25


def load_loops(threads: Mapping[str, Thread], house: House) -> None:
    """Everything happened before now; what happens next is left to whoever tries the stories."""
    written = content.loops()
    Thresholds.objects.update_or_create(pk=1, defaults={"me_toos": _ME_TOOS})
    for row in written["talk"]:
        _talk(row, threads[row["question"]], house)
    for row in written["check"]:
        _check(row, threads[row["question"]], house)
    for row in written["learning"]:
        thread = threads[row["question"]]
        at = (
            house.now - content.span(row["ago"])
            if "ago" in row
            else Case.objects.get(question=thread.question).resolved_at
        )
        _learn(row, thread, house.members[row["by"]], at)
    for row in written["improvement"]:
        _improve(row, threads, house)


def _talk(row: dict, thread: Thread, house: House) -> None:
    case, by = Case.objects.get(question=thread.question), house.members[row["by"]]
    case.private_at, case.private_by = house.after(thread, row["opened"]), by
    case.private_reason = row["reason"]
    case.save(update_fields=["private_at", "private_by", "private_reason"])
    _say("case.private", case.subject, thread, by, case.private_at)
    PrivateMessage.objects.bulk_create(
        PrivateMessage(
            case=case, by=house.members[one["by"]], at=house.after(thread, one["after"]), body=one["body"],
            body_html=markup.render(one["body"]), is_customers=one["by"] == thread.row["asker"],
        )
        for one in row["message"]
    )  # fmt: skip
    check = _check({**row["check"], "state": CheckState.YES}, thread, house)
    case.state = CaseState.CHECKED
    case.save(update_fields=["state"])
    Compliment.objects.create(
        answer=check.answer, by=thread.question.author, to=by, words=row["thanks"]["words"], is_public=True,
        at=check.replied_at,
    )  # fmt: skip


def _check(row: dict, thread: Thread, house: House) -> Check:
    answer: Answer = next(one for one in thread.answers if one.accepted_at is not None)
    asked_at = min(answer.accepted_at + _WEEK, house.now - timedelta(minutes=2))
    said = row["state"] == CheckState.YES
    replied_at = min(asked_at + content.span(row["after"]), house.now) if said else None
    check = Check.objects.create(
        question=thread.question, answer=answer, solved_at=answer.accepted_at, state=row["state"],
        asked_at=asked_at, replied_at=replied_at, felt=row.get("felt", ""), words=row.get("words", ""),
        helper=answer.author,
    )  # fmt: skip
    _say("check.asked", check.subject, thread, None, asked_at)
    if said:
        _say(
            "check.confirmed", check.subject, thread, thread.question.author, replied_at, {"felt": check.felt}
        )  # fmt: skip
    elif row["state"] == CheckState.UNCONFIRMED:
        silent = timedelta(days=policy_of(thread.question).check_closes_after_days)
        _say("check.unconfirmed", check.subject, thread, None, min(asked_at + silent, house.now))
    return check


def _learn(
    row: dict, thread: Thread, by: Member, at: datetime, improvement: Improvement | None = None
) -> None:
    department = Department.objects.get(slug=row["department"])
    cause, _new = Cause.objects.get_or_create(name=row["cause"], defaults={"department": department})
    Learning.objects.create(
        question=thread.question, line=row["line"], cause=cause, department=department, by=by, at=at,
        improvement=improvement,
    )  # fmt: skip


def _improve(row: dict, threads: Mapping[str, Thread], house: House) -> None:
    department = Department.objects.get(slug=row["department"])
    cause, _new = Cause.objects.get_or_create(name=row["cause"], defaults={"department": department})
    begun, last = house.now - content.span(row["since"]), row["change"][-1]
    # Some are begun before anybody looks after them; then whoever noted it said so.
    owner, noted_by = house.members.get(row.get("owner")), house.members[row["learned_by"]]
    improvement = Improvement.objects.create(
        cause=cause, title=row["title"], title_nl=row["title_nl"], department=department,
        owner=owner, created_at=begun, state=last["state"],
        state_at=begun + content.span(last["after"]), state_by=owner or noted_by,
        public_line=last["line"], public_line_nl=last["line_nl"],
    )  # fmt: skip
    for key in row["questions"]:
        thread = threads[key]
        ImprovementQuestion.objects.create(improvement=improvement, question=thread.question, at=begun)
        line = thread.row.get("case", {}).get("learned") or row["title"]
        _learn({**row, "line": line}, thread, noted_by, begun, improvement)
    for number, one in enumerate(row["change"], start=1):
        at = begun + content.span(one["after"])
        Change.objects.create(
            improvement=improvement, number=number, state=one["state"], line=one["line"], line_nl=one["line_nl"],
            by=improvement.state_by, at=at,
        )  # fmt: skip
        # By the job itself, at its moment: whoever it concerns has heard of it.
        tell_due(at)


def _say(
    kind: str, subject: str, thread: Thread, by: Member | None, at: datetime, details: dict | None = None
) -> None:
    record(kind, by=by, now=at, subject=subject, thread=thread.question.subject, details=details)

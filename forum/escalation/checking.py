"""The check: a week after a solution its asker is asked the one question, and the reply is read by everyone.

A letter's links say what they are for and who they are for; opening one only shows a page with buttons, because
mail programs open links by themselves.
"""

from datetime import datetime, timedelta

from django.db.models import F
from django.urls import reverse

from community.events.recording import record
from community.lib import links
from community.lib.onebyone import one_by_one
from community.members.models import Member
from community.notifications.telling import take_back, tell
from forum.escalation import climbing
from forum.escalation.models import Check, CheckState, Policy
from forum.escalation.quiet import note_asked, quiet_until
from forum.escalation.solutions import Solution, has_check, solution_of
from forum.models import Question, Status
from forum.webcare.actions.checked import close_unasked, close_unconfirmed, confirm_case

PURPOSE = KIND = "check"
# Longer than any board waits for a word, so that a page can say that it is over.
GOOD_FOR = timedelta(days=90)


def follow_check(question: Question, now: datetime) -> Check | None:
    """Bring the check in line with the question's solution: planned for a new one, dropped with one taken back.

    The open check, or None. Safe to repeat; the caller holds the question.
    """
    if question.removed_at is not None:
        # What was removed for good leaves no words.
        Check.objects.filter(question=question).exclude(words="").update(words="")
    solution = solution_of(question)
    covered = has_check(question, solution) if solution else None
    open_check = Check.objects.select_for_update(of=("self",)).open().filter(question=question).first()
    if open_check is not None and open_check != covered:
        drop(open_check, now)
    if solution is None:
        if question.author_id is None or question.status in (Status.CLOSED, Status.DUPLICATE):
            # Refused, or nobody to ask: nothing more happens to its case.
            close_unasked(question=question, now=now)
        return None
    if covered is None:
        planned = _plan(question, solution, now)
        if planned is None:
            close_unasked(question=question, now=now)
        return planned
    if covered != open_check:
        _end_case(covered, question, now)
        return None
    if covered.answer != solution.answer:
        # Webcare resolved it, and then the asker said which answer it was, or took that back.
        covered.answer, covered.helper_id = solution.answer, solution.helper_id
        covered.save(update_fields=["answer", "helper"])
    return covered


def _end_case(check: Check, question: Question, now: datetime) -> None:
    """Resolved after the check of its solution was over: the asker is not asked twice, their word holds."""
    if check.state == CheckState.YES:
        confirm_case(by=question.author, question=question, now=now)
    elif check.state == CheckState.UNCONFIRMED:
        close_unconfirmed(question=question, now=now)


def ask_checks(now: datetime) -> int:
    """Ask every asker whose moment has come, and close what was met with silence; how many changed.

    Run twice, nobody is asked twice. One that fails does not keep the others waiting.
    """
    due = list(Check.objects.due(now).order_by("due_at", "pk").values_list("pk", "question_id"))
    return sum(one_by_one(due, lambda numbers: _take(*numbers, now), failed="check_failed"))


def plan_again(policy: Policy) -> None:
    """What is not asked yet moves with the board's policy; 0 days drop nothing before they are due."""
    planned = Check.objects.filter(state=CheckState.PLANNED, question__board=policy.board_id)
    if policy.check_after_days:
        planned.update(due_at=F("solved_at") + timedelta(days=policy.check_after_days))


def drop(check: Check, now: datetime) -> None:
    """There is nothing left to ask about."""
    check.state, check.due_at = CheckState.DROPPED, None
    check.save(update_fields=["state", "due_at"])
    take_back(subject=check.subject, kind=KIND, now=now)


def still_stands(check: Check, question: Question) -> bool:
    """Whether what the check asks about is the question's solution."""
    solution = solution_of(question)
    return solution is not None and has_check(question, solution) == check


def token_for(check: Check, member: Member) -> str:
    return links.signed(PURPOSE, check=check.pk, member=member.pk)


def address_for(check: Check, member: Member) -> str:
    return reverse("check", args=[token_for(check, member)])


def read(token: str) -> tuple[Check, Member]:
    """The check and the asker a token was made for. Raises BadLink."""
    found = links.read(PURPOSE, token, GOOD_FOR)
    wanted = Check.objects.filter(pk=found["check"], question__author=found["member"])
    check = wanted.select_related("question__author", "question__board", "answer__author", "helper").first()
    if check is None or not check.question.author.is_active or check.question.hidden_at is not None:
        raise links.BadLink("This question is no longer here.")
    return check, check.question.author


def _plan(question: Question, solution: Solution, now: datetime) -> Check | None:
    policy = climbing.policy_of(question)
    if not policy.check_after_days:
        return None
    due_at = solution.at + timedelta(days=policy.check_after_days)
    if due_at + timedelta(days=policy.check_closes_after_days) <= now:
        # Found so late that it would have been asked and closed by now: nobody is asked about long ago.
        return None
    return Check.objects.create(
        question=question,
        answer=solution.answer,
        solved_at=solution.at,
        due_at=due_at,
        helper_id=solution.helper_id,
    )


def _take(pk: int, question_id: int, now: datetime) -> bool:
    """What is due for one check; the question is left to another worker that has it in hand."""
    locked = Question.objects.select_for_update(skip_locked=True, of=("self",))
    question = locked.filter(pk=question_id).first()
    held = Check.objects.select_for_update(of=("self",)).due(now)
    check = held.filter(pk=pk).first() if question else None
    if check is None:
        return False
    if not still_stands(check, question):
        drop(check, now)
    elif check.state == CheckState.ASKED:
        _close(check, question, now)
    else:
        _ask(check, question, now)
    return True


def _ask(check: Check, question: Question, now: datetime) -> None:
    policy = climbing.policy_of(question)
    if not policy.check_after_days:
        drop(check, now)
        close_unasked(question=question, now=now)
        return
    quiet = quiet_until(question)
    if quiet is not None and quiet > now:
        check.due_at = quiet
        check.save(update_fields=["due_at"])
        return
    asker = Member.objects.present().filter(pk=question.author_id).first()
    if asker is None:
        _close(check, question, now)
        return
    check.state, check.asked_at = CheckState.ASKED, now
    check.due_at = now + timedelta(days=policy.check_closes_after_days)
    check.save(update_fields=["state", "asked_at", "due_at"])
    note_asked(question, now)
    # Where a letter of the two still waits, the check stands for it.
    take_back(subject=question.subject, kind=climbing.SOLVED_YET, now=now)
    tell(
        [asker.pk], kind=KIND, subject=check.subject, link=address_for(check, asker), key=check.subject, now=now,
        details={"title": question.title},
    )  # fmt: skip
    record_check("check.asked", check, now=now)


def _close(check: Check, question: Question, now: datetime) -> None:
    check.state, check.due_at = CheckState.UNCONFIRMED, None
    check.save(update_fields=["state", "due_at"])
    take_back(subject=check.subject, kind=KIND, now=now)
    close_unconfirmed(question=question, now=now)
    if check.asked_at is not None:
        record_check("check.unconfirmed", check, now=now)


def record_check(
    kind: str, check: Check, *, now: datetime, by: Member | None = None, details: dict | None = None
) -> None:
    """An event on the question's timeline; `details` are fit for the public page."""
    thread = f"question:{check.question_id}"
    record(kind, by=by, now=now, subject=check.subject, thread=thread, details=details, stale=[thread])

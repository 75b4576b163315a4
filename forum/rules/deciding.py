"""What a person decides about a whole question: what it waits for, where it belongs, whether it goes on."""

from datetime import datetime

from community.members.models import Member
from forum.models import Answer, CloseReason, Question, Status
from forum.rules.speaking import curates, is_frozen, is_trusted, may_moderate, may_write, works_here
from reputation.levels import Ability

# Closed for these, a question is opened again by its asker alone.
ASKER_REOPENS = frozenset({CloseReason.NO_REPLY, CloseReason.NOT_NEEDED})


def _may_touch(member: Member | None, question: Question, now: datetime) -> bool:
    return may_write(member, now) and question.hidden_at is None and not is_frozen(member, question)


def may_ask_for_details(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """Put an open question on hold until its asker says more: who works here, and reviewers."""
    if not _may_touch(member, question, now) or question.author_id in (None, member.pk):
        return False
    if question.status != Status.OPEN or question.accepted_count:
        return False
    return works_here(member) or is_trusted(member, Ability.REVIEW, points)


def may_end_waiting(member: Member | None, question: Question, now: datetime) -> bool:
    """Say that the details are there: the asker, whoever asked for them, and who works here."""
    if not _may_touch(member, question, now) or question.status != Status.NEEDS_INFO:
        return False
    return member.pk in (question.author_id, question.status_by_id) or works_here(member)


def may_mark_duplicate(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """Also the asker, who knows best whether it is the same."""
    if not _may_touch(member, question, now) or question.status in (Status.DUPLICATE, Status.CLOSED):
        return False
    return (
        question.author_id == member.pk
        or curates(member)
        or is_trusted(member, Ability.MARK_DUPLICATES, points)
    )


def may_close(member: Member | None, question: Question, now: datetime) -> bool:
    """Moderators and webcare; the asker when an answer is no longer needed and none has solved it."""
    if not _may_touch(member, question, now) or question.status in (Status.DUPLICATE, Status.CLOSED):
        return False
    return curates(member) or (question.author_id == member.pk and question.state != "solved")


def may_reopen(member: Member | None, question: Question, now: datetime) -> bool:
    """Whoever decided it and who curates; the asker where it was closed for their silence or by themselves."""
    if not _may_touch(member, question, now) or question.status not in (Status.DUPLICATE, Status.CLOSED):
        return False
    if question.merged_into_id is not None:
        return False
    if curates(member) or (question.status_by_id is not None and question.status_by_id == member.pk):
        return True
    return question.author_id == member.pk and question.closed_as in ASKER_REOPENS


def may_ask_to_reopen(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, about a question that others closed or took for another one."""
    return (
        _may_touch(member, question, now)
        and question.author_id == member.pk
        and question.status in (Status.DUPLICATE, Status.CLOSED)
        and question.merged_into_id is None
        and question.reopening_asked_at is None
        and not may_reopen(member, question, now)
    )


def may_decline_reopening(member: Member | None, question: Question, now: datetime) -> bool:
    """Say that it stays closed: whoever may open it, about somebody else's question that waits for it."""
    return (
        question.reopening_asked_at is not None
        and may_reopen(member, question, now)
        and question.author_id != member.pk
    )


def may_move(member: Member | None, question: Question, now: datetime) -> bool:
    """To another board: the asker, and who curates."""
    return _may_touch(member, question, now) and (question.author_id == member.pk or curates(member))


def may_lock(member: Member | None, question: Question, now: datetime) -> bool:
    return may_write(member, now) and may_moderate(member) and question.hidden_at is None


# What stands first in a list and what stands in none is decided by the same people.
may_pin = may_unlist = may_lock


def may_merge(member: Member | None, question: Question, now: datetime) -> bool:
    """Put the answers of this question under another one."""
    return may_lock(member, question, now) and question.merged_into_id is None


def may_split(member: Member | None, answer: Answer, now: datetime) -> bool:
    """Make a question of its own of an answer that asks something; the solution and official answers ask nothing."""
    if answer.hidden_at is not None or answer.accepted_at is not None or answer.official_at is not None:
        return False
    return may_lock(member, answer.question, now)

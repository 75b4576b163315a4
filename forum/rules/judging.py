"""Voting and accepting."""

from datetime import datetime, timedelta

from community.members.models import Member
from forum.models import Answer, Question
from forum.rules.speaking import curates, is_frozen, may_moderate, may_write, thread_of
from reputation.levels import Ability, holds

# A silent asker's answers may be accepted by someone trusted after two weeks.
SILENCE_BEFORE_OTHERS_ACCEPT = timedelta(days=14)
# Long enough to correct a slip of the finger, short enough that votes stay honest.
VOTE_MAY_BE_TAKEN_BACK_FOR = timedelta(minutes=5)


def may_join(member: Member | None, question: Question, now: datetime) -> bool:
    """Say "I have this too" about somebody else's question."""
    return (
        may_write(member, now)
        and question.hidden_at is None
        and question.author_id != member.pk
        and not is_frozen(member, question)
    )


def may_vote(member: Member | None, post: Question | Answer, value: int, points: int, now: datetime) -> bool:
    if not may_write(member, now) or post.hidden_at is not None or post.author_id == member.pk:
        return False
    if thread_of(post).hidden_at is not None or is_frozen(member, thread_of(post)):
        return False
    return holds(member, Ability.UPVOTE if value > 0 else Ability.DOWNVOTE, points)


def may_withdraw_vote(post: Question | Answer, cast_at: datetime, now: datetime) -> bool:
    """Within five minutes, or once the post has been edited since."""
    edited_since = post.edited_at is not None and post.edited_at > cast_at
    return edited_since or now - cast_at <= VOTE_MAY_BE_TAKEN_BACK_FOR


def may_accept(
    member: Member | None,
    question: Question,
    answer: Answer,
    points: int,
    has_been_accepted: bool,
    now: datetime,
) -> bool:
    """The asker at any time; a trusted person for an asker silent for two weeks, never their own answer."""
    if not may_write(member, now) or answer.hidden_at is not None or question.hidden_at is not None:
        return False
    if answer.accepted_at is not None or is_frozen(member, question):
        return False
    if question.author_id == member.pk:
        return True
    if answer.author_id == member.pk or now - question.active_at < SILENCE_BEFORE_OTHERS_ACCEPT:
        return False
    if curates(member):
        return True
    return has_been_accepted and holds(member, Ability.ACCEPT_FOR_SILENT_ASKER, points)


def may_undo_acceptance(member: Member | None, question: Question, answer: Answer, now: datetime) -> bool:
    if not may_write(member, now) or answer.accepted_at is None or is_frozen(member, question):
        return False
    return member.pk in (question.author_id, answer.accepted_by_id) or may_moderate(member)

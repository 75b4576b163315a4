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
# An answer judged down this far is as good as none.
TOO_LOW = -2


def may_join(member: Member | None, question: Question, now: datetime) -> bool:
    """Say "I have this too" about somebody else's question."""
    return (
        may_write(member, now)
        and question.hidden_at is None
        and question.author_id != member.pk
        and not is_frozen(member, question)
    )


# Taking it back changes what others see as much as saying it.
may_leave = may_join


def may_vote(member: Member | None, post: Question | Answer, value: int, points: int, now: datetime) -> bool:
    if not may_write(member, now) or post.hidden_at is not None or post.author_id == member.pk:
        return False
    if thread_of(post).hidden_at is not None or is_frozen(member, thread_of(post)):
        return False
    return holds(member, Ability.UPVOTE if value > 0 else Ability.DOWNVOTE, points)


def may_withdraw_vote(
    member: Member | None, post: Question | Answer, cast_at: datetime, now: datetime
) -> bool:
    """Where one could vote, within five minutes, or once the post has been edited since."""
    if not may_write(member, now) or post.hidden_at is not None or post.author_id == member.pk:
        return False
    if thread_of(post).hidden_at is not None or is_frozen(member, thread_of(post)):
        return False
    edited_since = post.edited_at is not None and post.edited_at > cast_at
    return edited_since or now - cast_at <= VOTE_MAY_BE_TAKEN_BACK_FOR


def may_accept(
    member: Member | None,
    question: Question,
    answer: Answer,
    points: int,
    has_been_accepted: bool,
    now: datetime,
    *,
    last_word_at: datetime | None = None,
) -> bool:
    """The asker at any time; a trusted person for an asker silent for two weeks, never their own answer.

    `last_word_at` is when the asker last said something there; where nobody looked that up, anybody's word counts.
    They are silent about an answer since it came.
    """
    if not may_write(member, now) or answer.hidden_at is not None or question.hidden_at is not None:
        return False
    if answer.accepted_at is not None or is_frozen(member, question):
        return False
    if question.author_id == member.pk:
        return True
    silent_since = max(last_word_at or question.active_at, answer.created_at)
    if answer.author_id == member.pk or now - silent_since < SILENCE_BEFORE_OTHERS_ACCEPT:
        return False
    return may_accept_for_others(member, points, has_been_accepted)


def may_accept_for_others(member: Member, points: int, has_been_accepted: bool) -> bool:
    """Who decides by role, and whoever has the ability and once solved something themselves."""
    if curates(member):
        return True
    return has_been_accepted and holds(member, Ability.ACCEPT_FOR_SILENT_ASKER, points)


def may_undo_acceptance(member: Member | None, question: Question, answer: Answer, now: datetime) -> bool:
    if not may_write(member, now) or answer.accepted_at is None or is_frozen(member, question):
        return False
    return member.pk in (question.author_id, answer.accepted_by_id) or may_moderate(member)

"""Who may do what: pure predicates over rows already read. Actions enforce them, pages ask them what to show."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied

from community.members.models import Member
from forum.models import Answer, Comment, Expertise, Question, Status
from reputation.levels import Ability, holds

# A silent asker's answers may be accepted by someone trusted after two weeks.
SILENCE_BEFORE_OTHERS_ACCEPT = timedelta(days=14)
# Long enough to correct a slip of the finger, short enough that votes stay honest.
VOTE_MAY_BE_TAKEN_BACK_FOR = timedelta(minutes=5)
# Even in a small community nobody rewrites others unreviewed before this many points; reviewed edits come below it.
EDITORS_POINTS = 1000

Post = Question | Answer | Comment


class NotAllowed(PermissionDenied):
    """The member may not do this; the message says why and what to do instead."""


def require(allowed: bool, message: str) -> None:
    """Raises NotAllowed with a sentence for the member unless `allowed`."""
    if not allowed:
        raise NotAllowed(message)


def may_write(member: Member | None, now: datetime) -> bool:
    return bool(member and member.is_authenticated and member.is_active and not member.is_silenced(now))


def may_see(member: Member | None, post: Post) -> bool:
    if post.hidden_at is None:
        return True
    return bool(
        member
        and member.is_authenticated
        and (member.is_moderator or member.is_manager or post.author_id == member.pk)
    )


def may_ask(member: Member | None, now: datetime) -> bool:
    return may_write(member, now)


def may_attach(member: Member | None, points: int, now: datetime) -> bool:
    return may_write(member, now) and holds(member, Ability.POST_LINKS_AND_IMAGES, points)


def may_answer(member: Member | None, question: Question, now: datetime) -> bool:
    return (
        may_write(member, now)
        and question.hidden_at is None
        and question.status not in (Status.CLOSED, Status.DUPLICATE)
    )


def may_answer_officially(
    member: Member, question: Question, tag_ids: Iterable[int], known: Iterable[Expertise]
) -> bool:
    """An employee inside their own confirmed expertise (`known`), and an agent of webcare anywhere."""
    if not member.is_employee:
        return False
    if member.is_agent:
        return True
    tags = set(tag_ids)
    return any(
        expertise.confirmed_at is not None
        and (expertise.tag_id in tags if expertise.tag_id else expertise.board_id == question.board_id)
        for expertise in known
    )


def may_comment(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """Under one's own question always; elsewhere by ability."""
    if not may_write(member, now) or question.hidden_at is not None:
        return False
    return question.author_id == member.pk or holds(member, Ability.COMMENT_ANYWHERE, points)


def may_vote(member: Member | None, post: Question | Answer, value: int, points: int, now: datetime) -> bool:
    if not may_write(member, now) or post.hidden_at is not None or post.author_id == member.pk:
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
    if question.author_id == member.pk:
        return True
    if answer.author_id == member.pk or now - question.active_at < SILENCE_BEFORE_OTHERS_ACCEPT:
        return False
    if member.is_moderator or member.is_agent:
        return True
    return has_been_accepted and holds(member, Ability.ACCEPT_FOR_SILENT_ASKER, points)


def may_undo_acceptance(member: Member | None, question: Question, answer: Answer, now: datetime) -> bool:
    return may_write(member, now) and (
        question.author_id == member.pk or answer.accepted_by_id == member.pk or member.is_moderator
    )


def may_edit(member: Member | None, post: Post, points: int, now: datetime) -> bool:
    """One's own text; another's by moderators, or by the ability to edit without review (reviewed edits come later)."""
    if not may_write(member, now) or not may_see(member, post):
        return False
    if post.author_id == member.pk:
        return post.hidden_at is None
    if member.is_moderator or member.is_manager:
        return True
    return holds(member, Ability.EDIT_WITHOUT_REVIEW, points) and points >= EDITORS_POINTS


def may_change_language(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """The asker, and whoever may edit tags: members with that ability, and everyone who works here."""
    if not may_write(member, now) or not may_see(member, question):
        return False
    if question.author_id == member.pk:
        return question.hidden_at is None
    return holds(member, Ability.EDIT_TAGS, points)


def may_hide(member: Member | None, now: datetime) -> bool:
    return may_write(member, now) and (member.is_moderator or member.is_manager)


def may_work_at_the_desk(member: Member | None, now: datetime) -> bool:
    return may_write(member, now) and (member.is_agent or member.is_lead)


def may_see_for_you(member: Member | None) -> bool:
    return bool(member and member.is_authenticated and member.is_employee)

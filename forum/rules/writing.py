"""Asking, answering and commenting, and what can be done about a comment."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from community.members.models import Member, MentionableBy
from forum.models import Answer, Comment, Expertise, Question, Status
from forum.rules.speaking import (
    is_frozen,
    is_trusted,
    may_moderate,
    may_see,
    may_write,
    thread_of,
    works_here,
)
from reputation.levels import Ability, holds

# A comment is a remark in passing: it may be put right, not rewritten once others have read it.
COMMENT_MAY_BE_EDITED_FOR = timedelta(minutes=15)


def may_ask(member: Member | None, now: datetime) -> bool:
    return may_write(member, now)


def may_ask_for_another(member: Member | None, now: datetime) -> bool:
    """Webcare writes down what a customer asked on the phone."""
    return may_write(member, now) and (member.is_agent or member.is_lead)


def may_attach(member: Member | None, points: int, now: datetime) -> bool:
    return may_write(member, now) and holds(member, Ability.POST_LINKS_AND_IMAGES, points)


def may_answer(member: Member | None, question: Question, now: datetime) -> bool:
    return (
        may_write(member, now)
        and question.hidden_at is None
        and question.status not in (Status.CLOSED, Status.DUPLICATE)
        and not is_frozen(member, question)
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


def may_confirm(member: Member | None, answer: Answer, is_expert: bool, now: datetime) -> bool:
    """Make somebody else's answer official, by an employee who could give it officially (`is_expert`)."""
    return (
        may_write(member, now)
        and member.is_employee
        and is_expert
        and answer.hidden_at is None
        and answer.question.hidden_at is None
        and answer.official_at is None
        and answer.author_id != member.pk
        and not is_frozen(member, answer.question)
    )


def may_unconfirm(member: Member | None, answer: Answer, now: datetime) -> bool:
    """Whoever made it official, and moderators; an answer that was given officially stays so."""
    if not may_write(member, now) or answer.official_at is None or answer.official_by_id == answer.author_id:
        return False
    if is_frozen(member, answer.question):
        return False
    return answer.official_by_id == member.pk or may_moderate(member)


def may_comment(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """Under one's own question always; elsewhere by ability."""
    if not may_write(member, now) or question.hidden_at is not None or is_frozen(member, question):
        return False
    return question.author_id == member.pk or holds(member, Ability.COMMENT_ANYWHERE, points)


def may_edit_comment(member: Member | None, comment: Comment, now: datetime) -> bool:
    """The author for a quarter of an hour, moderators at any time."""
    if not may_write(member, now) or comment.hidden_at is not None or is_frozen(member, comment.question):
        return False
    if may_moderate(member):
        return True
    if comment.question.hidden_at is not None:
        return False
    return comment.author_id == member.pk and now - comment.created_at <= COMMENT_MAY_BE_EDITED_FOR


def may_make_answer_of(member: Member | None, comment: Comment, now: datetime) -> bool:
    """Whoever wrote the comment, and moderators, where an answer can stand."""
    if not may_answer(member, comment.question, now) or comment.hidden_at is not None:
        return False
    return comment.author_id == member.pk or may_moderate(member)


def may_make_comment_of(member: Member | None, answer: Answer, now: datetime) -> bool:
    """Whoever wrote the answer, and moderators, unless it is the solution or official."""
    if not may_write(member, now) or answer.hidden_at is not None or is_frozen(member, answer.question):
        return False
    if (
        answer.accepted_at is not None
        or answer.official_at is not None
        or answer.question.hidden_at is not None
    ):
        return False
    return answer.author_id == member.pk or may_moderate(member)


def may_mark(member: Member | None, answer: Answer, now: datetime) -> bool:
    """Say whether somebody else's answer works, is outdated or asks for care."""
    return (
        may_write(member, now)
        and answer.author_id != member.pk
        and answer.hidden_at is None
        and answer.question.hidden_at is None
        and not is_frozen(member, answer.question)
    )


def may_thank(member: Member | None, answer: Answer, now: datetime) -> bool:
    """Any member, for somebody else's answer that is shown and has an author."""
    return (
        may_write(member, now)
        and answer.author_id not in (None, member.pk)
        and answer.hidden_at is None
        and answer.question.hidden_at is None
    )


def may_mention(member: Member, other: Member) -> bool:
    if other.pk == member.pk or not other.is_active or other.erased_at is not None:
        return False
    if other.mentionable_by == MentionableBy.EVERYONE:
        return True
    return other.mentionable_by == MentionableBy.STAFF and works_here(member)


def may_follow(member: Member | None, other: Member) -> bool:
    """Another member, unless they want nobody to; who answers for the company can always be followed."""
    if not (member and member.is_authenticated) or other.pk == member.pk or other.erased_at is not None:
        return False
    return other.is_followable or other.is_employee


def may_bookmark(member: Member | None, post: Question | Answer) -> bool:
    return (
        bool(member and member.is_authenticated)
        and may_see(member, thread_of(post))
        and may_see(member, post)
    )


def may_change_tag_page(member: Member | None, points: int, now: datetime) -> bool:
    """Who works here, and whoever edits tags and is no newcomer."""
    return may_write(member, now) and (works_here(member) or is_trusted(member, Ability.EDIT_TAGS, points))

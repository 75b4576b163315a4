"""Editing one's own and others' texts, suggesting a better one, and looking at what was suggested."""

from datetime import datetime

from community.members.models import Member
from forum.models import Answer, Question, Suggestion, SuggestionState
from forum.rules.speaking import (
    EDITORS_POINTS,
    is_frozen,
    is_trusted,
    may_moderate,
    may_see,
    may_write,
    thread_of,
)
from forum.rules.writing import may_comment
from reputation.levels import Ability, holds


def may_edit(member: Member | None, post: Question | Answer, points: int, now: datetime) -> bool:
    """One's own text; another's by moderators or by the ability to edit without review; a communal one by many."""
    if not may_write(member, now) or not may_see(member, post) or is_frozen(member, thread_of(post)):
        return False
    if post.removed_at is not None or thread_of(post).removed_at is not None:
        return False
    if may_moderate(member):
        return True
    if post.hidden_at is not None or thread_of(post).hidden_at is not None:
        return False
    if post.author_id == member.pk or is_trusted(member, Ability.EDIT_WITHOUT_REVIEW, points, EDITORS_POINTS):
        return True
    return post.communal_at is not None and may_comment(member, thread_of(post), points, now)


def may_suggest_edit(member: Member | None, post: Question | Answer, points: int, now: datetime) -> bool:
    """For another's shown text, by whoever may not change it without review."""
    return (
        may_write(member, now)
        and post.hidden_at is None
        and thread_of(post).hidden_at is None
        and not is_frozen(member, thread_of(post))
        and not may_edit(member, post, points, now)
        and holds(member, Ability.EDIT_OTHERS_REVIEWED, points)
    )


def may_review(member: Member | None, points: int, now: datetime) -> bool:
    """See the queue of suggestions and of questions to be opened again."""
    return may_write(member, now) and is_trusted(member, Ability.REVIEW, points)


def may_decide_suggestion(member: Member | None, suggestion: Suggestion, points: int, now: datetime) -> bool:
    """Reviewers, and the author of the post whatever their standing; nobody about their own suggestion."""
    post = suggestion.answer or suggestion.question
    if (
        not may_write(member, now)
        or suggestion.state != SuggestionState.WAITING
        or suggestion.by_id == member.pk
    ):
        return False
    if post.hidden_at is not None or suggestion.question.hidden_at is not None:
        return False
    if is_frozen(member, suggestion.question):
        return False
    return post.author_id == member.pk or may_review(member, points, now)


def may_retag(member: Member | None, question: Question, points: int, now: datetime) -> bool:
    """The asker, and whoever may edit tags: members with that ability, and everyone who works here."""
    if not may_write(member, now) or not may_see(member, question) or is_frozen(member, question):
        return False
    if question.removed_at is not None:
        return False
    if question.author_id == member.pk:
        return question.hidden_at is None
    return holds(member, Ability.EDIT_TAGS, points)


# Saying which language a text is in takes the same eye as saying what it is about.
may_change_language = may_retag


def may_make_communal(member: Member | None, post: Question | Answer, now: datetime) -> bool:
    """Give a post to the community: its author, and moderators; there is no way back but through moderators."""
    if not may_write(member, now) or post.hidden_at is not None or is_frozen(member, thread_of(post)):
        return False
    if thread_of(post).hidden_at is not None:
        return False
    if post.communal_at is not None:
        return may_moderate(member)
    return post.author_id == member.pk or may_moderate(member)

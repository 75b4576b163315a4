"""Revisions are written here: what a post says now, under the next number."""

from datetime import datetime
from typing import TypeVar

from community.members.models import Member
from forum.models import Answer, Question, Revision

P = TypeVar("P", Question, Answer)


def held(post: P) -> P:
    """The post as its row says now, held with its thread's row until the transaction ends."""
    if isinstance(post, Question):
        return Question.objects.select_for_update().get(pk=post.pk)
    question = Question.objects.select_for_update().get(pk=post.question_id)
    answer = Answer.objects.select_for_update().get(pk=post.pk)
    answer.question = question
    return answer


def latest_number(post: Question | Answer) -> int:
    """The number of the revision that stands; 0 for what came in without any."""
    return Revision.objects.of(post).order_by("-number").values_list("number", flat=True).first() or 0


def keep_first(post: Question | Answer) -> None:
    """Before a change: a post that came in without revisions gets what it says as its first one."""
    if not Revision.objects.of(post).exists():
        _write(post, number=1, by=post.author, at=post.created_at)


def add_revision(
    post: Question | Answer,
    *,
    by: Member | None,
    now: datetime,
    reason: str = "",
    approved_by: Member | None = None,
) -> Revision:
    """After a change: the text, title, tags, board and language of the object in hand and its rows.

    The caller holds the question's row, so numbers have no gaps.
    """
    number = latest_number(post) + 1
    return _write(post, number=number, by=by, at=now, reason=reason, approved_by=approved_by)


def replace_revision(revision: Revision, post: Question | Answer, *, reason: str = "") -> Revision:
    """The last revision says what the post says now, under the number and moment it had."""
    columns = columns_of(post)
    if reason:
        columns["reason"] = reason
    for name, value in columns.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(columns))
    return revision


def columns_of(post: Question | Answer) -> dict:
    """The columns of a revision that holds what the post says now."""
    text = {"body": post.body, "body_format": post.body_format}
    if isinstance(post, Answer):
        return {"question": post.question, "answer": post, **text}
    return {
        "question": post,
        "title": post.title,
        "tags": " ".join(sorted(post.tags.values_list("slug", flat=True))),
        "board": post.board.slug,
        "language": post.language,
        **text,
    }


def _write(post: Question | Answer, **who_and_when) -> Revision:
    return Revision.objects.create(**columns_of(post), **who_and_when)

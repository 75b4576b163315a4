"""Making a comment of an answer and an answer of a comment: author, moment and words stay as they are."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions import attach, drafting, revising
from forum.actions.answer import speaks_officially
from forum.actions.recording import hold_post, record_change, recount
from forum.actions.suggest import clear_told
from forum.models import Answer, Bookmark, Comment, Draft, Follow, Question
from forum.models.drafts import place_of_comment, place_of_edit
from forum.queries import cards
from reputation import ledger

NOT_TO_ANSWER = gettext_lazy(
    "Only its author and moderators can make an answer of it, where an answer can stand."
)
# What a text keeps whatever it becomes.
_KEPT = (
    "author_id",
    "body",
    "body_format",
    "body_html",
    "renderer",
    "created_at",
    "edited_at",
    "edited_by_id",
)


@transaction.atomic
def make_comment_of(*, by: Member, answer: Answer, under: Answer | None, now: datetime) -> Comment:
    """The answer as a comment under the question, or under another answer to it; its comments come along.

    Its votes and earlier texts go, and with the votes their points. Raises NotAllowed, or ValidationError when it
    is too long for a comment.
    """
    hold_post(answer)
    question, subject = answer.question, answer.subject
    rules.require(rules.may_make_comment_of(by, answer, now), why_no_comment(by, answer))
    require_room(answer)
    if under is not None:
        under = _place(under, answer)
    comment = Comment.objects.create(question=question, answer=under, **_kept(answer))
    attach.note_uses(comment.subject, comment.body)
    gone = dissolve(answer, question=question, under=under, now=now)
    record_change(
        "answer.made_comment",
        by=by,
        now=now,
        question=question,
        answer=under,
        comment=comment,
        subject=subject,
        details={"comment": comment.pk, **gone},
        announce=by.pk != comment.author_id,
    )
    return comment


@transaction.atomic
def make_answer_of(*, by: Member, comment: Comment, now: datetime) -> Answer:
    """The comment as an answer that can be voted for and accepted. Its author follows the question.

    Raises NotAllowed, or ValidationError when it is too short for an answer.
    """
    hold_post(comment)
    question, parent = comment.question, comment.answer
    rules.require(
        rules.may_make_answer_of(by, comment, now),
        NOT_TO_ANSWER,
    )
    _require_length(comment)
    number, answer = comment.pk, _answer_of(by, comment)
    if answer.author is not None:
        Follow.objects.get_or_create(member=answer.author, question=question, defaults={"since": now})
    attach.note_uses(answer.subject, answer.body)
    attach.release_uses(comment.subject)
    comment.delete()
    recount(question, parent)
    cards.refresh(question=question, answer=parent)
    record_change(
        "comment.made_answer",
        by=by,
        now=now,
        question=question,
        answer=answer,
        details={"comment": number},
        announce=by.pk != answer.author_id,
    )
    return answer


def dissolve(answer: Answer, *, question: Question, under: Answer | None, now: datetime) -> dict:
    """Take the answer's row away once its words stand elsewhere: points reversed, comments and bookmarks moved.

    Comments go to `question`, under `under`. Returns what an event remembers: how many votes and texts went.
    """
    ledger.reverse(post=answer.subject, now=now)
    gone = {"votes": answer.ballots.open().count(), "revisions": answer.revisions.count()}
    Comment.objects.filter(answer=answer).update(question=question, answer=under)
    _move_bookmarks(answer, question, under)
    Draft.objects.filter(place=place_of_edit(answer)).delete()
    _move_drafts(place_of_comment(answer), place_of_comment(under or question))
    clear_told(answer.suggestions.waiting(), now)
    attach.release_uses(answer.subject)
    answer.delete()
    return gone


def why_no_comment(by: Member, answer: Answer) -> str:
    """Why `by` may not make a comment of it."""
    if answer.accepted_at is not None:
        return _("This is the solution. It stays an answer as long as it is.")
    if answer.official_at is not None:
        return _("This is an official answer, so it stays one.")
    return _("Only its author and moderators can make a comment of this answer.")


def require_room(answer: Answer) -> None:
    """Raises ValidationError when the answer is too long for a comment."""
    length, most = len(answer.body), drafting.COMMENT[1]
    if length > most:
        raise ValidationError(
            _("This has %(now)d characters; a comment takes %(most)d at the most. Shorten it first.")
            % {"now": length, "most": most}
        )


def _require_length(comment: Comment) -> None:
    if len(comment.body) < drafting.BODY[0]:
        raise ValidationError(
            _("This is too short for an answer, which takes at least %(least)d characters.")
            % {"least": drafting.BODY[0]}
        )


def _answer_of(by: Member, comment: Comment) -> Answer:
    author, question = comment.author, comment.question
    # Only its author's own word speaks for the company.
    official = author is not None and by.pk == author.pk and speaks_officially(author, question)
    answer = Answer.objects.create(
        question=question,
        official_at=comment.created_at if official else None,
        official_by=author if official else None,
        official_for=author.department if official else None,
        personal=author is not None and author.is_employee and not official,
        **_kept(comment),
    )
    revising.keep_first(answer)
    return answer


def _kept(post: Answer | Comment) -> dict:
    return {name: getattr(post, name) for name in _KEPT}


def _place(under: Answer, answer: Answer) -> Answer:
    """The answer to comment on, as it is now. Raises ValidationError when it is not another one of the thread."""
    found = (
        Answer.objects.shown().filter(pk=under.pk, question=answer.question_id).exclude(pk=answer.pk).first()
    )
    if found is None:
        raise ValidationError(_("Choose the question or another answer to it."))
    return found


def _move_bookmarks(answer: Answer, question: Question, under: Answer | None) -> None:
    """Who kept the answer finds its words where they are now; who kept that place already keeps one of them."""
    kept = Bookmark.objects.filter(question=question, answer=under).values("member")
    Bookmark.objects.filter(answer=answer).exclude(member__in=kept).update(question=question, answer=under)


def _move_drafts(before: str, after: str) -> None:
    kept = Draft.objects.filter(place=after).values("member")
    Draft.objects.filter(place=before).exclude(member__in=kept).update(place=after)
    Draft.objects.filter(place=before).delete()

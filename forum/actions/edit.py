"""Editing a question or an answer: every text is kept, and nobody overwrites what they have not seen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib import languages
from community.members.models import Member
from forum import rules
from forum.actions import drafting, mention
from forum.actions.fields import checked, set_fields
from forum.actions.keeping import forget_draft
from forum.actions.merging import EditedMeanwhile, Said, merged, stands
from forum.actions.recording import record_change
from forum.actions.revising import add_revision, held, keep_first, replace_revision
from forum.actions.rewriting import mark_edited, rewrite
from forum.models import Answer, Ballot, BodyFormat, Comment, Question, Revision, Status, Suggestion
from forum.models.drafts import place_of_edit
from forum.queries import cards
from reputation import standings

__all__ = ["EditedMeanwhile", "edit_answer", "edit_question"]

# A slip that its author sees right after posting is no history worth reading.
AFTERTHOUGHT = timedelta(minutes=5)


@transaction.atomic
def edit_question(
    *,
    by: Member,
    question: Question,
    title: str,
    body: str,
    tags: list[str],
    reason: str,
    seen: int,
    now: datetime,
    seen_text: str = "",
    language: str = "",
    fields: Mapping[str, str] | None = None,
) -> Revision:
    """The question with other words, and the revision that holds them.

    `seen` is the number of the revision the editor started from, `seen_text` the fingerprint of its words;
    `language` is only taken from who may say it; `fields` is what its board asks, None where that was not asked.
    Raises NotAllowed, ValidationError, or EditedMeanwhile.
    """
    question = held(question)
    rules.require(rules.may_edit(by, question, standings.of(by), now), _("You can not edit this question."))
    slugs = frozenset(tag.slug for tag in drafting.tags(tags))
    mine = Said(_linked(body, question), drafting.title(title), slugs)
    mine = merged(question, mine, seen, seen_text)
    if fields is not None:
        values = checked(question.board, fields, is_whole=by.pk == question.author_id)
    says_other = fields is not None and set_fields(question, values)
    return _edited(question, mine, by, drafting.reason(reason), now, language, says_other)


@transaction.atomic
def edit_answer(
    *, by: Member, answer: Answer, body: str, reason: str, seen: int, now: datetime, seen_text: str = ""
) -> Revision:
    """The answer with another text, and its revision. Raises NotAllowed, ValidationError or EditedMeanwhile."""
    answer = held(answer)
    rules.require(rules.may_edit(by, answer, standings.of(by), now), _("You can not edit this answer."))
    mine = merged(answer, Said(_linked(body, answer)), seen, seen_text)
    return _edited(answer, mine, by, drafting.reason(reason), now)


def _linked(body: str, post: Question | Answer) -> str:
    """The text with those it calls by name linked, as in a new post; one that stays as it was is left alone."""
    text = drafting.body(body)
    if text.source == post.body:
        return text.source
    return drafting.body(mention.linked(body, rules.thread_of(post), drafting.BODY[1])).source


def _edited(
    post: Question | Answer,
    mine: Said,
    by: Member,
    reason: str,
    now: datetime,
    language: str = "",
    says_other: bool = False,
) -> Revision:
    forget_draft(by=by, place=place_of_edit(post))
    keep_first(post)
    latest = Revision.objects.of(post).latest("number")
    is_same = mine == stands(post) and post.body_format == BodyFormat.MARKDOWN
    if is_same and not says_other and not _is_other(post, language):
        return latest
    tags = drafting.tags(sorted(mine.tags)) if mine.tags else None
    rewrite(post, title=mine.title, body=mine.body, tags=tags)
    details = _say_language(post, by, language, now)
    if _is_afterthought(post, latest, by, now):
        verb, revision = "corrected", replace_revision(latest, post, reason=reason)
    else:
        mark_edited(post, by, now)
        verb, revision = "edited", add_revision(post, by=by, now=now, reason=reason)
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    record_change(
        f"{'answer' if answer else 'question'}.{verb}",
        by=by,
        now=now,
        question=question,
        answer=answer,
        # An author hears of what others changed.
        announce=verb == "edited" and by.pk != post.author_id,
        details={"revision": revision.number, **details},
    )
    return revision


def _is_afterthought(post: Question | Answer, latest: Revision, by: Member, now: datetime) -> bool:
    """The author's own last words, a few minutes old, to which nobody has reacted in any way."""
    if not (by.pk == post.author_id == latest.by_id) or now - latest.at >= AFTERTHOUGHT:
        return False
    if isinstance(post, Question):
        about = {"question": post, "answer": None}
        has_followed = post.status != Status.OPEN or Answer.objects.filter(question=post).exists()
    else:
        about = {"answer": post}
        has_followed = post.accepted_at is not None
    return not (
        has_followed
        or Ballot.objects.filter(**about, cast_at__gte=latest.at).exists()
        or Comment.objects.filter(**about, created_at__gte=latest.at).exclude(author=by).exists()
        or Suggestion.objects.waiting().about(post).exists()
    )


def _is_other(post: Question | Answer, language: str) -> bool:
    return isinstance(post, Question) and language not in ("", post.language)


def _say_language(post: Question | Answer, by: Member, language: str, now: datetime) -> dict:
    """A language that differs from the guess is what a person says; details of the event."""
    if not _is_other(post, language):
        return {}
    rules.require(
        rules.may_change_language(by, post, standings.of(by), now),
        _("You can not change the language of this question."),
    )
    if language not in languages.known():
        raise ValidationError(_("Choose a language from the list."))
    before, post.language, post.language_chosen = post.language, language, True
    post.save(update_fields=["language", "language_chosen"])
    cards.refresh_thread(post)
    return {"code": language, "before": before}

"""Suggesting a better text for somebody else's post, and taking the suggestion back."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear
from community.tags.models import Synonym, Tag
from forum import rules
from forum.actions import attach, deciding, drafting
from forum.actions.keeping import forget_draft
from forum.actions.merging import Said, merged, stands
from forum.actions.recording import record_change
from forum.actions.revising import held, keep_first, latest_number
from forum.models import Answer, Question, Suggestion, SuggestionState
from forum.models.drafts import place_of_edit
from reputation import standings


@transaction.atomic
def suggest_edit(
    *,
    by: Member,
    post: Question | Answer,
    body: str,
    reason: str,
    seen: int,
    now: datetime,
    title: str = "",
    tags: list[str] | None = None,
    seen_text: str = "",
) -> Suggestion:
    """The suggestion, waiting; one a member and post, so that a second one replaces the first.

    `seen` and `seen_text` say from which revision it began. Raises NotAllowed, ValidationError without a reason
    or a change, or EditedMeanwhile.
    """
    post = held(post)
    rules.require(
        rules.may_suggest_edit(by, post, standings.of(by), now),
        _("You can not suggest another text here."),
    )
    mine, why = merged(post, _said(post, title, body, tags), seen, seen_text), deciding.words(reason)
    if mine == stands(post):
        raise ValidationError(_("Nothing is different from what stands there now."))
    suggestion, is_new = _keep(post, mine, by, now, why)
    attach.note_uses(suggestion.subject, suggestion.body)
    forget_draft(by=by, place=place_of_edit(post))
    _record("made", suggestion, post, by, now, announce=is_new)
    return suggestion


@transaction.atomic
def withdraw_suggestion(*, by: Member, suggestion: Suggestion, now: datetime) -> None:
    """Nobody needs to look at it any more. Raises NotAllowed for others, and once it is decided."""
    post = held(suggestion.answer or suggestion.question)
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    rules.require(suggestion.by_id == by.pk and rules.may_write(by, now), _("This is not your suggestion."))
    rules.require(suggestion.state == SuggestionState.WAITING, _("This was decided in the meantime."))
    close(suggestion, SuggestionState.WITHDRAWN, by, now)
    _record("withdrawn", suggestion, post, by, now)


def close(
    suggestion: Suggestion, state: SuggestionState, by: Member, now: datetime, decision: str = ""
) -> None:
    """It waits no longer, and who was told that it waits has nothing left to do."""
    suggestion.state, suggestion.decided_at, suggestion.decided_by = state, now, by
    suggestion.decision = decision
    suggestion.save(update_fields=["state", "decided_at", "decided_by", "decision"])
    clear_told([suggestion], now)


def clear_told(suggestions: Iterable[Suggestion], now: datetime) -> None:
    """Nobody needs to look at these any more: who was told that they wait has nothing left to do."""
    for suggestion in suggestions:
        clear(subject=suggestion.subject, kind="suggestion-made", now=now)


def _record(
    what: str,
    suggestion: Suggestion,
    post: Question | Answer,
    by: Member,
    now: datetime,
    announce: bool = False,
) -> None:
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    record_change(
        f"suggestion.{what}",
        by=by,
        now=now,
        question=question,
        answer=answer,
        announce=announce,
        details={"suggestion": suggestion.pk},
    )


def _keep(
    post: Question | Answer, mine: Said, by: Member, now: datetime, reason: str
) -> tuple[Suggestion, bool]:
    """The member's waiting suggestion for the post, and whether it is the first."""
    keep_first(post)
    words = {
        "at": now,
        "seen": latest_number(post),
        "title": mine.title,
        "body": mine.body,
        "tags": " ".join(sorted(mine.tags)),
        "reason": reason,
        "state": SuggestionState.WAITING,
    }
    return Suggestion.objects.waiting().update_or_create(by=by, **_about(post), defaults=words)


def _about(post: Question | Answer) -> dict:
    if isinstance(post, Answer):
        return {"question": post.question, "answer": post}
    return {"question": post, "answer": None}


def _said(post: Question | Answer, title: str, body: str, tags: list[str] | None) -> Said:
    if isinstance(post, Answer):
        return Said(drafting.body(body).source)
    return Said(drafting.body(body).source, drafting.title(title), _slugs(tags or []))


def _slugs(raw: list[str]) -> frozenset[str]:
    """Tags by their spelling, synonyms followed; a new one is made only when the suggestion is taken over."""
    words = set(filter(None, (drafting.tag_word(word) for word in raw)))
    if not drafting.TAGS[0] <= len(words) <= drafting.TAGS[1]:
        raise ValidationError(_("Choose one to five tags, such as fibre or bill."))
    known = set(Tag.objects.filter(slug__in=words).values_list("slug", flat=True))
    leads_to = dict(Synonym.objects.filter(slug__in=words - known).values_list("slug", "tag__slug"))
    return frozenset(leads_to.get(word, word) for word in words)

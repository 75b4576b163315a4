"""Looking at a suggested text: taking it over as it is or with one's own changes, or saying why not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import communal, deciding, drafting
from forum.actions.merging import EditedMeanwhile, Said, merged
from forum.actions.recording import record_change
from forum.actions.revising import add_revision, held
from forum.actions.rewriting import mark_edited, rewrite
from forum.actions.suggest import close
from forum.models import Answer, Question, Revision, Suggestion, SuggestionState
from reputation import ledger, standings
from reputation.models import Reason


def said_by(suggestion: Suggestion) -> Said:
    return Said(suggestion.body, suggestion.title, frozenset(suggestion.tags.split()))


def is_overtaken(suggestion: Suggestion) -> bool:
    """Whether the post changed since in a way that the suggestion does not know of."""
    post = suggestion.answer or suggestion.question
    try:
        merged(post, said_by(suggestion), suggestion.seen)
    except EditedMeanwhile:
        return True
    return False


@transaction.atomic
def approve_suggestion(*, by: Member, suggestion: Suggestion, now: datetime) -> Revision:
    """The suggested text as a revision by whoever suggested it; they get their points once.

    Raises NotAllowed, or EditedMeanwhile when the post was edited since: then both texts are to be looked at.
    """
    post, suggestion = _held(by, suggestion, now)
    wanted = merged(post, said_by(suggestion), suggestion.seen)
    return _take_over(post, suggestion, wanted, by, now)


@transaction.atomic
def approve_with_changes(
    *,
    by: Member,
    suggestion: Suggestion,
    body: str,
    seen: int,
    now: datetime,
    title: str = "",
    tags: list[str] | None = None,
    seen_text: str = "",
) -> Revision:
    """As `approve_suggestion`, with the reviewer's text, which began from revision `seen` and the suggestion.

    Where the suggestion still fits it is a revision of its own below the reviewer's, so that each is named for
    their words.
    """
    post, suggestion = _held(by, suggestion, now)
    mine = Said(drafting.body(body).source)
    if isinstance(post, Question):
        slugs = frozenset(tag.slug for tag in drafting.tags(tags or []))
        mine = Said(mine.body, drafting.title(title), slugs)
    mine = merged(post, mine, seen, seen_text)
    if mine == said_by(suggestion) or is_overtaken(suggestion):
        return _take_over(post, suggestion, mine, by, now)
    _write(post, said_by(suggestion))
    add_revision(post, by=suggestion.by, now=now, reason=suggestion.reason, approved_by=by)
    return _take_over(post, suggestion, mine, by, now, writer=by)


@transaction.atomic
def reject_suggestion(*, by: Member, suggestion: Suggestion, reason: str, now: datetime) -> None:
    """The post stays as it is, and whoever suggested reads why. Raises NotAllowed, ValidationError without words."""
    post, suggestion = _held(by, suggestion, now)
    why = deciding.words(reason)
    state = SuggestionState.OVERTAKEN if is_overtaken(suggestion) else SuggestionState.REJECTED
    close(suggestion, state, by, now, why)
    _record("rejected", suggestion, post, by, now)


def _held(by: Member, suggestion: Suggestion, now: datetime) -> tuple[Question | Answer, Suggestion]:
    post = held(suggestion.answer or suggestion.question)
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if isinstance(post, Answer):
        suggestion.answer, suggestion.question = post, post.question
    else:
        suggestion.question = post
    rules.require(suggestion.state == SuggestionState.WAITING, _("This was decided in the meantime."))
    rules.require(
        rules.may_decide_suggestion(by, suggestion, standings.of(by), now),
        _("You can not decide about this suggestion."),
    )
    return post, suggestion


def _take_over(
    post: Question | Answer,
    suggestion: Suggestion,
    wanted: Said,
    by: Member,
    now: datetime,
    writer: Member | None = None,
) -> Revision:
    _write(post, wanted)
    mark_edited(post, writer or suggestion.by, now)
    if writer is None:
        written = {"by": suggestion.by, "reason": suggestion.reason, "approved_by": by}
    else:
        written = {"by": writer, "reason": _("Put right after a suggestion")}
    revision = add_revision(post, now=now, **written)
    close(suggestion, SuggestionState.APPROVED, by, now)
    _credit(post, suggestion, now)
    _record("approved", suggestion, post, by, now, revision=revision.number)
    return revision


def _write(post: Question | Answer, said: Said) -> None:
    tags = drafting.tags(sorted(said.tags)) if said.tags else None
    rewrite(post, title=said.title, body=said.body, tags=tags)


def _credit(post: Question | Answer, suggestion: Suggestion, now: datetime) -> None:
    """Once a suggestion; what the community owns earns nobody points."""
    question = suggestion.question
    if communal.is_communal(post):
        return
    ledger.credit(
        suggestion.by,
        Reason.EDIT_APPROVED,
        subject=suggestion.subject,
        post=post.subject,
        tag_ids=question.taggings.values_list("tag_id", flat=True),
        now=now,
    )


def _record(
    what: str, suggestion: Suggestion, post: Question | Answer, by: Member, now: datetime, **details
) -> None:
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    record_change(
        f"suggestion.{what}",
        by=by,
        now=now,
        question=question,
        answer=answer,
        announce=True,
        details={"suggestion": suggestion.pk, **details},
    )

"""Masking personal data in a post: everywhere it stands, in every version, in one go."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from community.events.mending import mend
from community.lib.personaldata import Finding
from community.members.models import Member
from community.notifications.telling import reword
from forum import rules
from forum.actions.recording import record_change
from forum.actions.remove import without_slug
from forum.actions.rewriting import rewrite
from forum.actions.visibility import locked
from forum.models import Answer, BodyFormat, Comment, Draft, FieldValue, Question, Revision, Suggestion
from forum.models.drafts import place_of_edit
from forum.queries.personalfound import Masking, Post, events_of, masking_of, personal_in, rooms

NOT_YOURS = _("Only moderators mask what others wrote.")


@transaction.atomic
def redact(*, by: Member, post: Post, now: datetime) -> int:
    """How many different things were masked: in the post, its versions, suggestions, drafts and what was told of it.

    Nobody can bring them back. 0 when nothing is personal (any more). Raises NotAllowed unless a moderator does it.
    """
    rules.require(rules.may_hide(by, now), NOT_YOURS)
    post = locked(post)
    found = personal_in(post)
    if not found:
        return 0
    masking = masking_of(found)
    reword(_told(post), mend=masking.everything, relink=without_slug if isinstance(post, Question) else str)
    _mask_post(post, masking)
    if not isinstance(post, Comment):
        _mask_earlier(post, masking)
    _mask_drafts(post, masking)
    _mask_reasons(post, masking)
    stale = {slot for room in rooms() for slot in room.mask_in(post, masking)}
    _record(by, post, found, stale, now)
    return len(found)


def _record(by: Member, post: Post, found: list[Finding], stale: set[str], now: datetime) -> None:
    about: dict = {"question": rules.thread_of(post)}
    if isinstance(post, Answer):
        about["answer"] = post
    if isinstance(post, Comment):
        about |= {"comment": post, "answer": post.answer}
    noun = post.subject.partition(":")[0]
    details = {"count": len(found)}
    record_change(f"{noun}.redacted", by=by, now=now, announce=True, details=details, also=stale, **about)


def _told(post: Post) -> Q:
    """What members were told of it; a question's titles, those it had before too, stand in all of its thread."""
    told = Q(subject=post.subject)
    if not isinstance(post, Question):
        return told
    titles = {post.title, *Revision.objects.of(post).values_list("title", flat=True)}
    return told | Q(link__startswith=f"/questions/{post.pk}/") | Q(details__title__in=list(titles))


def _mask_post(post: Post, masking: Masking) -> None:
    if isinstance(post, Question):
        rewrite(
            post,
            body=masking.everything(post.body),
            title=masking.everything(post.title),
            body_format=post.body_format,
        )
        _mask_rows(FieldValue.objects.filter(question=post), ["value"], masking)
    elif isinstance(post, Answer):
        rewrite(post, body=masking.everything(post.body), body_format=post.body_format)
    else:
        rewrite(post, body=masking.everything(post.body), body_format=post.body_format or BodyFormat.MARKDOWN)


def _mask_earlier(post: Question | Answer, masking: Masking) -> None:
    for rows in (Revision.objects.of(post), Suggestion.objects.about(post)):
        _mask_rows(rows, ["title", "body", "reason"], masking)


def _mask_drafts(post: Post, masking: Masking) -> None:
    """What somebody was about to make of it."""
    drafts = list(Draft.objects.filter(place=place_of_edit(post)))
    for draft in drafts:
        draft.fields = {name: masking.everything(str(words)) for name, words in draft.fields.items()}
    Draft.objects.bulk_update(drafts, ["fields"])


def _mask_reasons(post: Post, masking: Masking) -> None:
    """Why something was done to it."""
    mend(events_of(post), name="reason", mask=masking.everything)
    if isinstance(post, Question):
        post.status_reason = masking.everything(post.status_reason)
        Question.objects.filter(pk=post.pk).update(status_reason=post.status_reason)


def _mask_rows(rows: Iterable[Model], names: list[str], masking: Masking) -> None:
    changed = []
    for row in rows:
        masked = {name: masking.everything(getattr(row, name)) for name in names}
        if any(getattr(row, name) != words for name, words in masked.items()):
            for name, words in masked.items():
                setattr(row, name, words)
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, names, batch_size=200)

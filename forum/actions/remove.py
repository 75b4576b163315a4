"""Removing a hidden post for good: its words leave every table; the row and the event stay as the trace."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import forget_words
from forum import rules
from forum.actions import attach, visibility
from forum.actions.suggest import clear_told
from forum.actions.visibility import Post
from forum.models import Answer, Comment, Draft, FieldValue, Question, Revision, Suggestion, SuggestionState
from forum.models.drafts import place_of_edit
from forum.models.questions import slug_of

_SLUG = re.compile(r"^(/questions/\d+/)[^/#?]+/")


@transaction.atomic
def remove_post(*, by: Member, post: Post, reason: str, now: datetime) -> bool:
    """Nobody reads it ever again, nor its earlier texts, suggestions and quotes. False when it was removed already.

    What others wrote under it stays. Raises NotAllowed unless a moderator removes what is hidden, ValidationError
    without a reason.
    """
    why = visibility.said_why(reason)
    post = visibility.locked(post)
    if post.removed_at is not None and rules.may_hide(by, now):
        return False
    rules.require(
        rules.may_remove(by, post, now),
        _("Hide it first. What is hidden can then be removed for good.")
        if rules.may_hide(by, now)
        else _("Only moderators can remove a post for good."),
    )
    _forget_told(post)
    _blank(post, by, now)
    if not isinstance(post, Comment):
        _blank_earlier(post, now)
    attach.release_uses(post.subject)
    visibility.note("removed", by=by, post=post, now=now, details={"reason": why}, announce=True)
    return True


def _blank(post: Post, by: Member, now: datetime) -> None:
    post.body = post.body_html = ""
    post.removed_at, post.removed_by = now, by
    fields = ["body", "body_html", "removed_at", "removed_by"]
    if isinstance(post, Question):
        # The readable end of its address was made of its title.
        post.title, post.slug = "", slug_of("")
        fields += ["title", "slug"]
        FieldValue.objects.filter(question=post).delete()
    post.save(update_fields=fields)


def _blank_earlier(post: Question | Answer, now: datetime) -> None:
    """What it said before, what others would have made of it, and what is being made of it now."""
    Revision.objects.of(post).update(title="", body="", reason="")
    answer = post if isinstance(post, Answer) else None
    suggested = Suggestion.objects.filter(question=rules.thread_of(post), answer=answer)
    suggested.update(title="", body="", reason="")
    clear_told(suggested.waiting(), now)
    suggested.waiting().update(state=SuggestionState.OVERTAKEN, decided_at=now)
    Draft.objects.filter(place=place_of_edit(post)).delete()


def _forget_told(post: Post) -> None:
    """What members were told of it keeps no word; of a question, title and address stand in all of its thread."""
    if not isinstance(post, Question):
        forget_words(Q(subject=post.subject), words=["quote"])
        return
    answers = [f"answer:{number}" for number in post.answers.values_list("pk", flat=True)]
    comments = [f"comment:{number}" for number in post.comments.values_list("pk", flat=True)]
    thread = Q(subject__in=[post.subject, *answers, *comments]) | Q(link__startswith=f"/questions/{post.pk}/")
    forget_words(thread | Q(details__title=post.title), words=["quote", "title"], relink=without_slug)
    forget_words(Q(details__original=post.title), words=["original"])


def without_slug(link: str) -> str:
    """The short address of the same question, or of a place in it."""
    return _SLUG.sub(r"\1", link)

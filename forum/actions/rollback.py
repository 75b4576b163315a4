"""Going back to an earlier text: it becomes the newest revision, and everything in between stays readable."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.recording import record_change
from forum.actions.revising import add_revision, held
from forum.actions.rewriting import mark_edited, rewrite
from forum.models import Answer, Question, Revision
from reputation import standings


@transaction.atomic
def roll_back(
    *, by: Member, post: Question | Answer, number: int, now: datetime, reason: str = ""
) -> Revision:
    """A new revision with the text, title and tags of revision `number`; board and language stay as they are.

    Where that text stands already, because somebody pressed twice, the revision that put it there is given again.
    Raises NotAllowed, or ValidationError when there is no such revision or it stands already.
    """
    post = held(post)
    rules.require(
        rules.may_edit(by, post, standings.of(by), now), _("You can not put an earlier text back here.")
    )
    old = Revision.objects.of(post).filter(number=number).first()
    if old is None:
        raise ValidationError(_("There is no version of that number."))
    latest = Revision.objects.of(post).latest("number")
    if number == latest.number:
        raise ValidationError(_("That is the version that stands there now."))
    tags = _tags(old, post)
    if _stands(post, old, tags):
        return latest
    rewrite(post, title=old.title, body=old.body, tags=tags, body_format=old.body_format)
    mark_edited(post, by, now)
    said = _("Back to version %(number)d") % {"number": number}
    why = drafting.reason(f"{said}: {reason}" if reason.strip() else said)
    revision = add_revision(post, by=by, now=now, reason=why)
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    record_change(
        f"{'answer' if answer else 'question'}.rolled_back",
        by=by,
        now=now,
        question=question,
        answer=answer,
        announce=by.pk != post.author_id,
        details={"revision": revision.number, "back_to": number},
    )
    return revision


def _stands(post: Question | Answer, old: Revision, tags: list[Tag] | None) -> bool:
    """Whether the post says already what putting `old` back would make it say."""
    if (old.body, old.body_format) != (post.body, post.body_format):
        return False
    if isinstance(post, Answer):
        return True
    bears = set(post.taggings.values_list("tag_id", flat=True))
    return old.title in ("", post.title) and (tags is None or {tag.pk for tag in tags} == bears)


def _tags(old: Revision, post: Question | Answer) -> list[Tag] | None:
    """Its tags, by the spelling they have now; None (no change) where none of them can be told."""
    words = [word for word in old.tags.split() if drafting.tag_word(word)]
    if isinstance(post, Answer) or not words:
        return None
    return drafting.tags(words[: drafting.TAGS[1]])

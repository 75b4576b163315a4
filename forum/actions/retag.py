"""Choosing other tags for a question whose words stay as they are."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.recording import record_change
from forum.actions.revising import add_revision, held, keep_first
from forum.actions.rewriting import put_tags
from forum.models import Question, Revision
from reputation import standings


@transaction.atomic
def retag_question(
    *, by: Member, question: Question, tags: list[str], seen: Iterable[str], now: datetime, reason: str = ""
) -> Revision | None:
    """The question with these tags, synonyms followed; None when it bears them already.

    `seen` are the tags the member started from. Raises NotAllowed, or ValidationError when they will not do or
    somebody else changed them meanwhile.
    """
    question = held(question)
    rules.require(
        rules.may_retag(by, question, standings.of(by), now),
        _("You can not change the tags of this question."),
    )
    before, chosen = set(question.tags.values_list("slug", flat=True)), drafting.tags(tags)
    after = {tag.slug for tag in chosen}
    if after == before:
        return None
    if set(seen) != before:
        raise ValidationError(
            _("Someone else changed the tags in the meantime. They are now: %(tags)s. Please look once more.")
            % {"tags": ", ".join(sorted(before))}
        )
    keep_first(question)
    _came, went = put_tags(question, chosen)
    revision = add_revision(question, by=by, now=now, reason=drafting.reason(reason))
    record_change(
        "question.retagged",
        by=by,
        now=now,
        question=question,
        details={
            "revision": revision.number,
            "added": sorted(after - before),
            "removed": sorted(Tag.objects.filter(pk__in=went).values_list("slug", flat=True)),
        },
    )
    return revision

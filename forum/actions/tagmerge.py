"""One word for one thing: a word leads to a tag, and the questions of a tag that became such a word move over."""

from datetime import datetime

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import nudges, slots
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum import rules
from forum.actions import drafting
from forum.models import Expertise, Follow, Question, QuestionTag
from forum.queries import cards
from reputation import standings

BATCH = 100
log = structlog.get_logger(__name__)


@transaction.atomic
def make_synonym(*, by: Member, word: str, tag: Tag, now: datetime) -> Synonym:
    """From now on `word` leads to `tag`; if questions stand under it, a job moves them over.

    Raises NotAllowed, ValidationError when the word says nothing, is the tag itself or belongs to another one.
    """
    rules.require(rules.may_hide(by, now), _("Moderators decide which words mean the same."))
    slug = drafting.tag_word(word)
    if not slug:
        raise ValidationError(_("Write the other word, such as wifi."))
    # Both rows in one order, so that two who merge crosswise wait for each other.
    held = {
        row.slug: row
        for row in Tag.objects.select_for_update().filter(slug__in=[slug, tag.slug]).order_by("pk")
    }
    if slug == tag.slug:
        raise ValidationError(_("That is this tag itself."))
    if tag.slug not in held or Synonym.objects.filter(slug=tag.slug).exists():
        raise ValidationError(_("This tag itself is on its way to another one."))
    earlier = Synonym.objects.filter(slug=slug).first()
    if earlier is not None and earlier.tag_id != tag.pk:
        raise ValidationError(
            _("“%(word)s” leads to “%(tag)s” already.") % {"word": slug, "tag": earlier.tag.slug}
        )
    synonym, is_new = Synonym.objects.get_or_create(slug=slug, defaults={"tag": tag})
    if is_new:
        other = held.get(slug)
        stale = [f"tag:{tag.pk}", "lists"]
        if other is not None:
            Synonym.objects.filter(tag=other).update(tag=tag)
            nudges.nudge("forum.tasks.merge_tags")
            stale.append(f"tag:{other.pk}")
        details = {"word": slug, **({"tag": other.pk} if other else {})}
        record("tag.merged" if other else "tag.synonym_made", by=by, now=now, subject=f"tag:{tag.pk}",
               details=details, stale=stale)  # fmt: skip
    return synonym


@transaction.atomic
def take_synonym_back(*, by: Member, synonym: Synonym, now: datetime) -> None:
    """The word leads nowhere any more; what was moved stays where it is. Raises NotAllowed."""
    rules.require(rules.may_hide(by, now), _("Moderators decide which words mean the same."))
    if Tag.objects.filter(slug=synonym.slug).exists():
        raise ValidationError(_("The questions of this word are moving over. Please try again in a minute."))
    record("tag.synonym_removed", by=by, now=now, subject=f"tag:{synonym.tag_id}",
           details={"word": synonym.slug}, stale=[f"tag:{synonym.tag_id}", "lists"])  # fmt: skip
    synonym.delete()


def merge_waiting(now: datetime) -> int:
    """Move the questions of every tag that became a word for another; how many moved. Repeatable.

    A tag that can not be moved is logged and waits for the next time; the others go on.
    """
    moved = 0
    waiting = Tag.objects.filter(Exists(Synonym.objects.filter(slug=OuterRef("slug"))))
    for old in list(waiting.order_by("pk")):
        leads = Synonym.objects.select_related("tag").filter(slug=old.slug).first()
        # Words that led in a circle: the first to move broke it.
        if leads is None or leads.tag == old:
            continue
        try:
            moved += _merged(old, leads.tag, now)
        except Exception:
            log.exception("tag_not_merged", tag=old.slug, into=leads.tag.slug)
    return moved


def _merged(old: Tag, into: Tag, now: datetime) -> int:
    moved = 0
    while ids := list(
        QuestionTag.objects.filter(tag=old)
        .order_by("question_id")
        .values_list("question_id", flat=True)[:BATCH]
    ):
        for question_id in ids:
            moved += _moved(question_id, old, into, now)
    _emptied(old, into)
    return moved


@transaction.atomic
def _moved(question_id: int, old: Tag, into: Tag, now: datetime) -> int:
    """One question bears the other word; 0 when another worker was quicker."""
    question = Question.objects.select_for_update().get(pk=question_id)
    gone, _rows = QuestionTag.objects.filter(question=question, tag=old).delete()
    if not gone:
        return 0
    _row, is_new = QuestionTag.objects.get_or_create(question=question, tag=into)
    if question.hidden_at is None:
        # A tag counts the questions that everyone can see.
        Tag.objects.filter(pk=old.pk).update(question_count=F("question_count") - 1)
        if is_new:
            Tag.objects.filter(pk=into.pk).update(question_count=F("question_count") + 1)
    # The index learns the word; the ladder is not woken, nobody said anything.
    Question.objects.filter(pk=question.pk).update(index_due_at=now)
    cards.refresh(question=question)
    slots.bump_around_commit([question.subject, f"tag:{old.pk}", f"tag:{into.pk}", "lists"])
    nudges.nudge("forum.tasks.index")
    return 1


@transaction.atomic
def _emptied(old: Tag, into: Tag) -> None:
    """Who followed or knew the old word follows and knows the new one; then the old tag is gone."""
    if QuestionTag.objects.filter(tag=old).exists():
        return
    _keep_confirmed(old, into)
    for model in (Follow, Expertise):
        have = model.objects.filter(tag=into).values_list("member_id", flat=True)
        model.objects.filter(tag=old).exclude(member__in=list(have)).update(tag=into)
    standings.merge_tag(old, into)
    stale = f"tag:{old.pk}"
    Synonym.objects.filter(tag=old).exclude(slug=into.slug).update(tag=into)
    old.delete()
    slots.bump_around_commit([stale, f"tag:{into.pk}", "lists", "site"])


def _keep_confirmed(old: Tag, into: Tag) -> None:
    """Who has both words keeps one row: what was confirmed of the old one stays confirmed."""
    for known in Expertise.objects.confirmed().filter(tag=old):
        Expertise.objects.filter(tag=into, member=known.member_id, confirmed_at=None).update(
            confirmed_at=known.confirmed_at, confirmed_by=known.confirmed_by_id
        )

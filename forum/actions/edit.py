"""Editing a question or an answer: every text is kept, and nobody overwrites what they have not seen."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.keeping import forget_draft
from forum.actions.recording import record_change
from forum.models import Answer, BodyFormat, Question, QuestionTag, Revision
from forum.models.drafts import place_of_edit
from forum.models.questions import slug_of
from reputation import standings


class EditedMeanwhile(Exception):
    """Someone saved another text since this one was opened; `latest` is the revision that stands now."""

    def __init__(self, latest: Revision):
        super().__init__(f"revision {latest.number} stands")
        self.latest = latest


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
) -> Revision:
    """A new revision of the question. `seen` is the number of the revision the editor started from.

    Raises NotAllowed, ValidationError, or EditedMeanwhile when another edit came in between.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    rules.require(rules.may_edit(by, question, standings.of(by), now), _("You can not edit this question."))
    heading, text, chosen = drafting.title(title), drafting.body(body), drafting.tags(tags)
    latest = _latest(Revision.objects.filter(question=question, answer=None), seen)
    question.title, question.slug = heading, slug_of(heading)
    _take(question, text, now)
    question.save(update_fields=["title", "slug", *_TEXT])
    _retag(question, chosen)
    revision = Revision.objects.create(
        question=question,
        number=latest + 1,
        by=by,
        at=now,
        title=heading,
        body=text.source,
        tags=" ".join(tag.slug for tag in chosen),
        reason=drafting.reason(reason),
    )
    forget_draft(by=by, place=place_of_edit(question))
    record_change("question.edited", by=by, now=now, question=question, details={"revision": revision.number})
    return revision


@transaction.atomic
def edit_answer(*, by: Member, answer: Answer, body: str, reason: str, seen: int, now: datetime) -> Revision:
    """A new revision of the answer. Raises NotAllowed, ValidationError or EditedMeanwhile as for a question."""
    question = Question.objects.select_for_update().get(pk=answer.question_id)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    rules.require(rules.may_edit(by, answer, standings.of(by), now), _("You can not edit this answer."))
    text = drafting.body(body)
    latest = _latest(Revision.objects.filter(answer=answer), seen)
    _take(answer, text, now)
    answer.save(update_fields=_TEXT)
    revision = Revision.objects.create(
        question=question,
        answer=answer,
        number=latest + 1,
        by=by,
        at=now,
        body=text.source,
        reason=drafting.reason(reason),
    )
    forget_draft(by=by, place=place_of_edit(answer))
    record_change(
        "answer.edited",
        by=by,
        now=now,
        question=question,
        answer=answer,
        details={"revision": revision.number},
    )
    return revision


_TEXT = ["body", "body_html", "body_format", "renderer", "edited_at"]


def _take(post: Question | Answer, text: drafting.Text, now: datetime) -> None:
    post.body, post.body_html, post.body_format = text.source, text.html, BodyFormat.MARKDOWN
    post.renderer, post.edited_at = markup.RENDERER_VERSION, now


def _latest(revisions, seen: int) -> int:
    latest = revisions.order_by("-number").first()
    if latest is not None and latest.number != seen:
        raise EditedMeanwhile(latest)
    return latest.number if latest else 0


def _retag(question: Question, chosen: list[Tag]) -> None:
    before, after = set(question.taggings.values_list("tag_id", flat=True)), {tag.pk for tag in chosen}
    QuestionTag.objects.filter(question=question, tag__in=before - after).delete()
    QuestionTag.objects.bulk_create(
        [QuestionTag(question=question, tag_id=tag_id) for tag_id in after - before]
    )
    Tag.objects.filter(pk__in=before - after).update(question_count=F("question_count") - 1)
    Tag.objects.filter(pk__in=after - before).update(question_count=F("question_count") + 1)

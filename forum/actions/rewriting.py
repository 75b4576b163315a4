"""Putting other words into a post: its text, its title and address, its tags and their counts."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from community.lib import markup, slots
from community.members.models import Member
from community.tags.models import Tag
from forum.models import Answer, BodyFormat, Question, QuestionTag
from forum.models.questions import slug_of


def rewrite(
    post: Question | Answer,
    *,
    body: str,
    title: str = "",
    tags: Iterable[Tag] | None = None,
    body_format: str = BodyFormat.MARKDOWN,
) -> None:
    """The post says this from now on; without a title or tags it keeps those it has. Checked texts only."""
    fields = []
    if (body, body_format) != (post.body, post.body_format):
        post.body, post.body_format, post.renderer = body, body_format, markup.RENDERER_VERSION
        post.body_html = markup.clean_html(body) if body_format == BodyFormat.HTML else markup.render(body)
        fields += ["body", "body_html", "body_format", "renderer"]
    if isinstance(post, Question) and title and title != post.title:
        post.title, post.slug = title, slug_of(title)
        fields += ["title", "slug"]
    if fields:
        post.save(update_fields=fields)
    if isinstance(post, Question) and tags is not None:
        put_tags(post, tags)


def mark_edited(post: Question | Answer, by: Member, now: datetime) -> None:
    """Everyone sees that it was edited, and votes on it may be taken back."""
    post.edited_at, post.edited_by = now, by
    post.save(update_fields=["edited_at", "edited_by"])


def put_tags(question: Question, chosen: Iterable[Tag]) -> tuple[set[int], set[int]]:
    """The question bears exactly these tags; the ids that came and those that went."""
    before, after = set(question.taggings.values_list("tag_id", flat=True)), {tag.pk for tag in chosen}
    came, went = after - before, before - after
    QuestionTag.objects.filter(question=question, tag__in=went).delete()
    QuestionTag.objects.bulk_create([QuestionTag(question=question, tag_id=tag_id) for tag_id in came])
    if question.hidden_at is None:
        # A tag counts the questions that everyone can see.
        Tag.objects.filter(pk__in=went).update(question_count=F("question_count") - 1)
        Tag.objects.filter(pk__in=came).update(question_count=F("question_count") + 1)
    # The event makes the pages of its present tags stale; these are no longer among them.
    slots.bump_around_commit(tuple(f"tag:{tag_id}" for tag_id in went))
    return came, went

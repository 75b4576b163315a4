"""Which questions, boards and tags a search engine should know, in slices that cost the same at a million questions."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from community.tags.models import Tag
from forum.models import Board, Question
from forum.models.questions import Status

# Addresses per slice; the protocol allows 50,000.
SLICE = 10_000


def slices() -> int:
    """How many slices the numbers of all questions fill: one look at the primary key."""
    newest = Question.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return -(-newest // SLICE)


def questions(part: int) -> Iterator[tuple[str, datetime]]:
    """Address and moment of the last change of each question that visitors may read, from slice `part` (from 0).

    A duplicate is left out: its answers stand with the question it was sent to.
    """
    shown = Question.objects.visible_to(None).exclude(status=Status.DUPLICATE)
    within = shown.filter(pk__gt=part * SLICE, pk__lte=(part + 1) * SLICE).order_by("pk")
    for number, slug, active_at in within.values_list("pk", "slug", "active_at").iterator():
        yield f"/questions/{number}/{slug}/", active_at


def places() -> Iterator[str]:
    """The lists: every question, every board, every tag."""
    yield "/questions/"
    for slug in Board.objects.order_by("slug").values_list("slug", flat=True):
        yield f"/boards/{slug}/"
    for slug in Tag.objects.order_by("slug").values_list("slug", flat=True)[:SLICE]:
        yield f"/tags/{slug}/"

"""Which questions, boards and tags a search engine should know, in slices that cost the same at a million questions."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Left

from community.members.models import Department
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
    shown = Question.objects.visible_to(None).listed().exclude(status=Status.DUPLICATE)
    within = shown.filter(pk__gt=part * SLICE, pk__lte=(part + 1) * SLICE).order_by("pk")
    for number, slug, active_at in within.values_list("pk", "slug", "active_at").iterator():
        yield f"/questions/{number}/{slug}/", active_at


def places() -> Iterator[tuple[str, datetime | None]]:
    """The list of all questions and every board, with the moment of its last change; tags; who works here."""
    newest = Question.objects.listed().order_by("-active_at", "-id").values("active_at")
    yield "/questions/", newest.values_list("active_at", flat=True).first()
    here = newest.filter(board=OuterRef("pk"))[:1]
    boards = Board.objects.order_by("slug").annotate(active_at=Subquery(here))
    for slug, active_at in boards.values_list("slug", "active_at"):
        yield f"/boards/{slug}/", active_at
    yield "/tags/", None
    yield "/departments/", None
    peopled = Department.objects.filter(members__is_active=True, members__erased_at=None).distinct()
    for slug in peopled.order_by("slug").values_list("slug", flat=True):
        yield f"/departments/{slug}/", None


def slices_of_tags() -> int:
    newest = Tag.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return -(-newest // SLICE)


def tags(part: int) -> Iterator[str]:
    """Addresses of the tags in slice `part` (from 0) that lead to questions or have a page of their own."""
    within = Tag.objects.filter(pk__gt=part * SLICE, pk__lte=(part + 1) * SLICE)
    told = within.exclude(question_count=0, wiki="").order_by("pk")
    for slug, page in told.values_list("slug", Left("wiki", 1)).iterator():
        yield f"/tags/{slug}/"
        if page:
            yield f"/tags/{slug}/about/"

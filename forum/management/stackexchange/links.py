"""Links between questions, and which question was asked before."""

from dataclasses import dataclass
from datetime import datetime

from forum.management.stackexchange.bringing import Run
from forum.management.stackexchange.reading import Row, RowProblem
from forum.models import LinkKind, Question, QuestionLink, Status

KINDS = {1: LinkKind.LINKED, 3: LinkKind.DUPLICATE}


@dataclass(frozen=True, slots=True)
class LinkRow:
    id: int
    source: int
    target: int
    kind: str
    at: datetime


def bring_links(run: Run, rows: list[Row]) -> None:
    """Links of which both ends are here; a closed question with an original becomes a duplicate of it."""
    items = run.parsed(rows, _link)
    questions = run.known("question", {end for item in items.values() for end in (item.source, item.target)})
    new = run.new("link", items)
    kept = [item for item in new if item.source in questions and item.target in questions]
    run.report.leave_out("a link to or from a question that did not come in", len(new) - len(kept))
    for item in kept:
        link, made = QuestionLink.objects.get_or_create(
            source_id=questions[item.source],
            target_id=questions[item.target],
            kind=item.kind,
            defaults={"created_at": item.at},
        )
        run.remember("link", [(item.id, link.pk)])
        if made:
            run.report.bring("links")
        else:
            run.report.leave_out("a link that is there twice")
    pairs = {
        questions[item.source]: questions[item.target]
        for item in items.values()
        if item.kind == LinkKind.DUPLICATE and item.source in questions and item.target in questions
    }
    _mark_duplicates(run, pairs)


def _mark_duplicates(run: Run, originals: dict[int, int]) -> None:
    """Only what is closed over there and not decided here; a reopened question keeps the mere link."""
    closed = list(Question.objects.filter(pk__in=originals, status=Status.CLOSED, status_by=None))
    for question in closed:
        question.status, question.duplicate_of_id = Status.DUPLICATE, originals[question.pk]
        # The link says why.
        question.closed_as = question.status_reason = ""
    Question.objects.bulk_update(closed, ["status", "duplicate_of", "closed_as", "status_reason"])
    run.report.bring("duplicates", len(closed))


def _link(row: Row) -> LinkRow:
    kind = KINDS.get(row.number("LinkTypeId"))
    if kind is None:
        raise RowProblem("a link of an unknown kind")
    source, target = row.number("PostId"), row.number("RelatedPostId")
    if source == target:
        raise RowProblem("a link of a question to itself")
    return LinkRow(row.number("Id"), source, target, kind, row.moment("CreationDate"))

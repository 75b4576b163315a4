"""Questions with their answers as documents: a provider named in settings.SEARCH_DOCUMENTS."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from community.lib import markup
from forum.models import Answer, Question
from forum.search import analysis
from forum.search.documents import Document

KIND = "question"

# Characters of plain text. A thread of hundreds of answers is found by its title and its first pages.
QUESTION_LIMIT = 30_000
ANSWER_LIMIT = 10_000
THREAD_LIMIT = 60_000


def stale(limit: int) -> list[tuple[int, datetime]]:
    """Questions to index or remove, with the due moment that was read."""
    due = Question.objects.filter(index_due_at__isnull=False).order_by("index_due_at", "id")
    return list(due.values_list("id", "index_due_at")[:limit])


def documents(ids: Sequence[int]) -> list[Document]:
    """What anyone may find of these questions, in three queries."""
    questions = list(
        Question.objects.visible_to(None)
        .listed()
        .filter(id__in=ids)
        .prefetch_related("tags")
        .defer("body", "status_reason")
    )
    answers = _answers([question.id for question in questions])
    return [_document(question, answers[question.id]) for question in questions]


def done(seen: Sequence[tuple[int, datetime]]) -> None:
    """Clear what was indexed, unless it became due again meanwhile."""
    by_moment = defaultdict(list)
    for id, due_at in seen:
        by_moment[due_at].append(id)
    for due_at, ids in by_moment.items():
        Question.objects.filter(id__in=ids, index_due_at=due_at).update(index_due_at=None)


def all_ids_after(id: int, limit: int) -> list[int]:
    """The next questions by id, hidden and unlisted ones too: their documents are missing, so they leave the index."""
    return list(Question.objects.filter(id__gt=id).order_by("id").values_list("id", flat=True)[:limit])


def _answers(ids: Sequence[int]) -> dict[int, list[str]]:
    """The plain text of visible answers per question: accepted ones first, then by score."""
    found = defaultdict(list)
    shown = Answer.objects.visible_to(None).filter(question_id__in=ids)
    shown = shown.order_by(F("accepted_at").desc(nulls_last=True), "-score", "id")
    for question_id, body_html in shown.values_list("question_id", "body_html"):
        found[question_id].append(markup.plain(body_html, ANSWER_LIMIT))
    return found


def _document(question: Question, answers: list[str]) -> Document:
    body = markup.plain(question.body_html, QUESTION_LIMIT)
    return Document(
        kind=KIND,
        id=question.id,
        title=question.title,
        body="\n".join([body, *answers])[:THREAD_LIMIT],
        tags=tuple(sorted(tag.slug for tag in question.tags.all())),
        board_id=question.board_id,
        language=question.language or analysis.guess_language(f"{question.title} {body}"),
        state=question.state,
        worth=question.score,
        answers=question.answer_count,
        solved=question.state == "solved",
        created_at=question.created_at,
        url=question.path(),
    )

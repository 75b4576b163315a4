"""Writes the ledger for votes and acceptances that came in without it, in bulk, through the same replay."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from forum.models import Answer, Ballot, Board, ImportedRow, Question, QuestionTag
from reputation import standings
from reputation.models import Entry, Reason
from reputation.prices import CAPPED, PRICES
from reputation.replaying import Vote, replay

BATCH = 2000
NATIVE = "native"


class _Ballot(NamedTuple):
    id: int
    at: datetime
    value: int
    question_id: int
    answer_id: int | None
    voter_id: int | None
    origin: str
    asker_id: int | None
    asker_department: int | None
    asker_erased_at: datetime | None
    answerer_id: int | None
    answerer_department: int | None
    answerer_erased_at: datetime | None

    @property
    def subject(self) -> str:
        return f"ballot:{self.id}"

    @property
    def post(self) -> str:
        return f"question:{self.question_id}" if self.answer_id is None else f"answer:{self.answer_id}"

    @property
    def earner_id(self) -> int | None:
        """The author, unless an employee or erased."""
        if self.answer_id is None:
            return None if self.asker_department or self.asker_erased_at else self.asker_id
        return None if self.answerer_department or self.answerer_erased_at else self.answerer_id


_FIELDS = [
    "id", "cast_at", "value", "question_id", "answer_id", "member_id", "question__origin",
    "question__author_id", "question__author__department_id", "question__author__erased_at",
    "answer__author_id", "answer__author__department_id", "answer__author__erased_at",
]  # fmt: skip


def credit_board(board: Board) -> int:
    """Entries for the ballots and acceptances of a board that came in without them, and standings from those.

    On questions asked here every act wrote its own entries; they only count towards the day's cap. Employees
    and posts the community owned over there earn nothing. Repeatable. Returns how many entries were written.
    """
    communal, touched = _communal(board), set()
    written = _save(replay(_votes(board, communal)), touched) + _save(_acceptances(board, communal), touched)
    for batch in _batched(sorted(touched), 500):
        standings.rebuild(batch)
    return written


def _communal(board: Board) -> set[str]:
    """Subjects of posts that belong to everybody."""
    rows = ImportedRow.objects.filter(board=board, kind__in=["communal_q", "communal_a"])
    nouns = {"communal_q": "question", "communal_a": "answer"}
    given = [
        *Question.objects.filter(board=board, communal_at__isnull=False).only("pk"),
        *Answer.objects.filter(question__board=board, communal_at__isnull=False).only("pk"),
    ]
    return {
        *(f"{nouns[kind]}:{number}" for kind, number in rows.values_list("kind", "object_id")),
        *(post.subject for post in given),
    }


def _votes(board: Board, communal: set[str]) -> Iterator[Vote]:
    """The ballots of the board in order of moment, then id, streamed."""
    ballots = Ballot.objects.filter(question__board=board).order_by("cast_at", "id").values_list(*_FIELDS)
    for batch in _batched(map(_Ballot._make, ballots.iterator(chunk_size=BATCH)), BATCH):
        entries = Entry.objects.filter(
            subject__in=[ballot.subject for ballot in batch], reason__in=CAPPED, reverses=None
        )
        counted = dict(entries.values_list("subject", "points"))
        tags = _tags({ballot.question_id for ballot in batch})
        for ballot in batch:
            if ballot.subject in counted or ballot.origin != NATIVE:
                yield Vote(
                    subject=ballot.subject,
                    post=ballot.post,
                    at=ballot.at,
                    value=ballot.value,
                    on_question=ballot.answer_id is None,
                    author_id=None if ballot.post in communal else ballot.earner_id,
                    voter_id=ballot.voter_id,
                    tag_ids=tags.get(ballot.question_id, ()),
                    counted=counted.get(ballot.subject),
                )


def _acceptances(board: Board, communal: set[str]) -> Iterator[Entry]:
    """Accepted answers that came in: their authors' points, and the asker's once per question."""
    answers = (
        Answer.objects.filter(question__board=board, accepted_at__isnull=False)
        .exclude(question__origin=NATIVE)
        .select_related("author", "question__author")
        .defer("body", "body_html", "question__body", "question__body_html")
        .order_by("accepted_at", "id")
    )
    for batch in _batched(answers.iterator(chunk_size=500), 500):
        tags = _tags({answer.question_id for answer in batch})
        thanked = _thanked(answer.question.subject for answer in batch)
        for answer in batch:
            if answer.author_id not in (None, answer.question.author_id) and answer.subject not in communal:
                yield from _acceptance(answer, tags[answer.question_id], thanked)


def _acceptance(answer: Answer, tag_ids: Iterable[int], thanked: set[str]) -> Iterator[Entry]:
    question, subject, at = (
        answer.question,
        f"acceptance:{answer.pk}.{answer.acceptances}",
        answer.accepted_at,
    )
    if _earns(answer.author):
        yield _entry(answer.author_id, Reason.ANSWER_ACCEPTED, subject, answer.subject, at, tag_ids)
    if answer.accepted_by_id is None or answer.accepted_by_id != question.author_id:
        return
    if _earns(question.author) and question.subject not in thanked:
        thanked.add(question.subject)
        yield _entry(question.author_id, Reason.ACCEPTED_AN_ANSWER, subject, question.subject, at, ())


def _thanked(posts: Iterable[str]) -> set[str]:
    """Questions whose asker has the thank-you already, and not taken back."""
    entries = Entry.objects.filter(reason=Reason.ACCEPTED_AN_ANSWER, post__in=list(posts))
    sums = entries.order_by().values_list("post").annotate(sum=Sum("points"))
    return {post for post, points in sums if points > 0}


def _earns(member) -> bool:
    return member.department_id is None and member.erased_at is None


def _entry(
    member_id: int, reason: Reason, subject: str, post: str, at: datetime, tag_ids: Iterable[int]
) -> Entry:
    return Entry(
        member_id=member_id,
        reason=reason,
        subject=subject,
        post=post,
        points=PRICES[reason],
        tag_ids=sorted(tag_ids),
        at=at,
    )


def _tags(question_ids: set[int]) -> dict[int, tuple[int, ...]]:
    tags: dict[int, tuple[int, ...]] = dict.fromkeys(question_ids, ())
    for question_id, tag_id in QuestionTag.objects.filter(question__in=question_ids).values_list(
        "question", "tag"
    ):
        tags[question_id] += (tag_id,)
    return tags


def _save(entries: Iterator[Entry], touched: set[int]) -> int:
    """Write the entries; one that is there already (one per member, reason and subject) stays as it is."""
    before = Entry.objects.count()
    for batch in _batched(entries, BATCH):
        with transaction.atomic():
            Entry.objects.bulk_create(batch, ignore_conflicts=True)
        touched.update(entry.member_id for entry in batch)
    return Entry.objects.count() - before


def _batched(items: Iterable, size: int) -> Iterator[list]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch

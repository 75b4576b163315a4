"""One run of the import: batches that are whole or not at all, and the memory of what came in before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from django.db import transaction

from community.events.models import Event
from forum.management.stackexchange import reading
from forum.management.stackexchange.reading import Row, RowProblem
from forum.management.stackexchange.report import ALREADY_HERE, Report
from forum.models import Answer, Board, Card, ImportedRow, Question

# Small enough for flat memory and every limit on parameters, large enough to make a commit cheap.
BATCH = 500
# The robot of the dumps: not a person, so what it wrote has no author.
ROBOT = -1


class Identified(Protocol):
    id: int


Item = TypeVar("Item", bound=Identified)


class Place(NamedTuple):
    """A post of ours: the question, and the answer when it is one."""

    question_id: int
    answer_id: int | None

    @property
    def subject(self) -> str:
        return f"question:{self.question_id}" if self.answer_id is None else f"answer:{self.answer_id}"


@dataclass
class Run:
    """What every step of one import shares."""

    board: Board
    folder: Path
    now: datetime
    report: Report
    tick: Callable[[int], object]

    def each_batch(
        self, name: str, step: Callable[["Run", list[Row]], None], wanted: Callable[[Row], bool] | None = None
    ) -> None:
        """Give the rows of a file to `step`, a batch per transaction: an interruption halves none."""
        for batch in _batches(reading.rows(self.folder, name)):
            chosen = [row for row in batch if wanted is None or wanted(row)]
            if chosen:
                with transaction.atomic():
                    step(self, chosen)
            self.tick(len(batch))

    def parsed(
        self, rows: Iterable[Row], parse: Callable[[Row], Item], *, seen_before: bool = False
    ) -> dict[int, Item]:
        """The rows that can be understood, by original id; the others are left out with their reason, once."""
        items: dict[int, Item] = {}
        for row in rows:
            try:
                item = parse(row)
            except RowProblem as problem:
                self.report.leave_out(str(problem), 0 if seen_before else 1)
                continue
            if item.id in items:
                self.report.leave_out("its id occurs twice", 0 if seen_before else 1)
            else:
                items[item.id] = item
        return items

    def new(self, kind: str, items: Mapping[int, Item]) -> list[Item]:
        """Those that no earlier batch or run brought in."""
        here = self.known(kind, items)
        self.report.leave_out(ALREADY_HERE, len(here))
        return [item for item in items.values() if item.id not in here]

    def known(self, kind: str, original_ids: Iterable[int | None]) -> dict[int, int]:
        """Our ids of rows that came in, by original id."""
        wanted = {number for number in original_ids if number is not None}
        found = ImportedRow.objects.filter(board=self.board, kind=kind, original_id__in=wanted)
        return dict(found.values_list("original_id", "object_id"))

    def remember(self, kind: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Note (original id, our id) in the transaction that made the rows."""
        ImportedRow.objects.bulk_create(
            [
                ImportedRow(board=self.board, kind=kind, original_id=theirs, object_id=ours)
                for theirs, ours in pairs
            ]
        )

    def members(self, original_ids: Iterable[int | None]) -> dict[int, int]:
        return self.known("user", original_ids)

    def places(self, original_ids: Iterable[int]) -> dict[int, Place]:
        """Where the questions and answers with these original ids stand here."""
        wanted = set(original_ids)
        places = {theirs: Place(ours, None) for theirs, ours in self.known("question", wanted).items()}
        answers = self.known("answer", wanted - places.keys())
        questions = dict(Answer.objects.filter(pk__in=answers.values()).values_list("pk", "question_id"))
        places |= {
            theirs: Place(questions[ours], ours) for theirs, ours in answers.items() if ours in questions
        }
        return places


# Whoever did one of these here knows better than a dump: about the words, about the state, about whose it is.
_EDITS = (
    "question.edited", "question.rolled_back", "question.retagged", "question.removed", "question.corrected",
    "answer.edited", "answer.rolled_back", "answer.removed", "suggestion.approved",
)  # fmt: skip
_DECISIONS = (
    "question.info_asked", "question.duplicate_marked", "question.closed", "question.reopened",
    "question.locked", "question.unlocked", "question.merged",
)  # fmt: skip
_GIFTS = ("question.communal", "question.uncommunal", "answer.communal", "answer.uncommunal")


def edited_here(places: Iterable[Place]) -> set[str]:
    """Subjects among these whose text a person changed here: theirs is the last word, not the dump's."""
    return _subjects(places, _EDITS)


def decided_here(places: Iterable[Place]) -> set[str]:
    """Subjects among these about whose state a person decided here."""
    return _subjects(places, _DECISIONS)


def given_here(places: Iterable[Place]) -> set[str]:
    """Subjects among these about which was decided here whether they are the community's own."""
    return _subjects(places, _GIFTS)


def _subjects(places: Iterable[Place], kinds: Iterable[str]) -> set[str]:
    subjects = {place.subject for place in places}
    return set(Event.objects.filter(subject__in=subjects, kind__in=kinds).values_list("subject", flat=True))


def threads_changed(run: Run, question_ids: Iterable[int]) -> None:
    """The index follows, and cards are rendered anew; nothing else is woken by an import."""
    ids = set(question_ids)
    Question.objects.filter(pk__in=ids).update(index_due_at=run.now)
    Card.objects.filter(question__in=ids).delete()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch

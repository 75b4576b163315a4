"""What happened in a dump, in order of time: who asked and who answered. Nothing else moves the first answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from forum.management.stackexchange import reading
from forum.management.stackexchange.questions import is_answer, is_question
from forum.management.stackexchange.reading import Row, RowProblem


@dataclass(frozen=True, slots=True)
class Told:
    """A question asked or an answer given; ids are those of the dump, `author` is None for who is unknown."""

    at: datetime
    id: int
    question: int
    author: int | None

    @property
    def is_question(self) -> bool:
        return self.id == self.question


@dataclass(frozen=True)
class Past:
    """Events in order of time, and the last moment at which anything happened to a post."""

    events: list[Told]
    ends_at: datetime

    def questions(self) -> list[Told]:
        return [event for event in self.events if event.is_question]

    def old_enough(self, patience: timedelta) -> list[Told]:
        """Questions that were asked at least that long before the end."""
        return [asked for asked in self.questions() if asked.at + patience <= self.ends_at]

    def middle(self) -> datetime:
        return self.events[0].at + (self.ends_at - self.events[0].at) / 2


def read(folder: Path) -> Past:
    """The past as Posts.xml has it; rows that can not be understood and answers without question are left out.

    Raises DumpProblem when the file is missing, damaged or without questions.
    """
    told: list[Told] = []
    moments: list[datetime] = []
    for row in reading.rows(folder, "Posts"):
        try:
            moments += filter(None, map(row.optional_moment, ("CreationDate", "LastActivityDate")))
            if is_question(row) or is_answer(row):
                told.append(_told(row))
        except RowProblem:
            continue
    asked = {event.id for event in told if event.is_question}
    if not asked:
        raise reading.DumpProblem(f"{folder} holds no questions.")
    # At the same moment the question comes first.
    events = sorted(
        (event for event in told if event.question in asked),
        key=lambda event: (event.at, not event.is_question, event.id),
    )
    return Past(events, max(moments))


def _told(row: Row) -> Told:
    number = row.number("Id")
    return Told(
        at=row.moment("CreationDate"),
        id=number,
        question=number if is_question(row) else row.number("ParentId"),
        author=row.optional_number("OwnerUserId"),
    )

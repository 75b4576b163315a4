"""The signed-in member as a reader of one thread."""

from dataclasses import dataclass, field
from datetime import datetime

from community.members.models import Member
from forum.models import Draft


@dataclass(frozen=True)
class Viewer:
    """The signed-in member as a reader of one thread, with what the first query of the page brought along."""

    member: Member
    points: int
    has_been_accepted: bool
    now: datetime
    # When the asker last said something here.
    asker_at: datetime | None = None
    follows: bool = False
    joined: bool = False
    votes: dict[str, int] = field(default_factory=dict)
    bookmarks: frozenset[str] = frozenset()
    # What they found when they tried an answer, by its id.
    marks: dict[str, str] = field(default_factory=dict)
    # For an employee: whether the question lies within their confirmed expertise.
    answers_officially: bool = False
    # The answer they began to write here.
    draft: Draft | None = None

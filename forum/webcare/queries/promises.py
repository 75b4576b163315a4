"""Promises kept and missed, for the leads' page and for Figures: the one home of what kept and missed mean.

Missed: a promised moment passed. Kept: a reply came and none did. A reply is the first answer by somebody else than
the asker, what webcare wrote on its case, in public or to the asker alone, or whatever let the ladder rest; the same
again when the ladder climbed once more. A question counts once, and missed goes first. Questions that lead to another
one, hidden and imported ones are left out.
The leads' page counts what happened in a span of days, whenever it was asked; Figures what was asked in a week,
whenever it was answered. Of questions asked within the span the two say the same.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast, Substr

from community.events.models import Event
from community.members.models import Member
from forum.models import Question
from forum.queries import rows
from forum.webcare.models import Case
from forum.webcare.queries import replies
from forum.webcare.queries.replies import Happened

WEEK, FOUR_WEEKS = 7, 28
SPANS = (WEEK, FOUR_WEEKS)
LISTED = 100
MISSED, RESTED = "ladder.promise_missed", "ladder.rested"
# All that is read of a question; a merge brings answers.
_READ = (*replies.OF_ANSWERS, replies.PRIVATELY, MISSED, RESTED)
_CAME = (*replies.ANSWERED, replies.PRIVATELY, MISSED, RESTED, "question.merged")
_THREAD = len("question:")
_FIGURES = ("kept_week", "missed_week", "kept", "missed")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many questions of a board got their answer or reply in time, and in how many a promise passed."""

    board: str
    slug: str
    kept_week: int
    missed_week: int
    kept: int
    missed: int


@dataclass(frozen=True, slots=True)
class _Ended:
    """When promises to one question were missed, and when replies came."""

    missed: list[datetime]
    replied: list[datetime]

    def is_missed(self, since: datetime) -> bool:
        return any(at >= since for at in self.missed)

    def is_kept(self, since: datetime) -> bool:
        return not self.is_missed(since) and any(at >= since for at in self.replied)


def replies_of(events: Iterable[Happened], asker: int | None) -> list[datetime]:
    """When what keeps a promise happened to a question, as far as its events tell; `events` are oldest first."""
    events = list(events)
    first = replies.first_answer(events, asker)
    rested = [event.at for event in events if event.kind == RESTED]
    return [*([first.at] if first else []), *replies.private_words(events, asker), *rested]


def by_board(now: datetime, language: str) -> list[Kept]:
    """Every board where a promise was kept or missed in the last four weeks, by its place."""
    month, week = (now - timedelta(days=days) for days in (FOUR_WEEKS, WEEK))
    asked = _concerned(month).values_list(
        "pk", "author", "board__position", "board__name", "board__name_nl", "board__slug"
    )
    boards: dict[tuple, Counter] = {}
    read = list(asked)
    ended = _ended({pk: author for pk, author, *_board in read}, month)
    for pk, _author, *board in read:
        one = ended[pk]
        found = (one.is_kept(week), one.is_missed(week), one.is_kept(month), one.is_missed(month))
        if any(found):
            one_each = dict(zip(_FIGURES, map(int, found), strict=True))
            boards.setdefault(tuple(board), Counter()).update(one_each)
    return [
        Kept((dutch if language == "nl" and dutch else name), slug, *(counts[figure] for figure in _FIGURES))
        for (_position, name, dutch, slug), counts in sorted(boards.items())
    ]


def behind(
    member: Member, *, board: str, days: int, missed: bool, now: datetime, language: str
) -> list[rows.Row]:
    """The questions behind one figure, the newest question first; at most a hundred."""
    since = now - timedelta(days=days)
    asked = dict(_concerned(since).filter(board__slug=board).order_by("-pk").values_list("pk", "author"))
    ended = _ended(asked, since)
    wanted = [pk for pk in asked if (ended[pk].is_missed(since) if missed else ended[pk].is_kept(since))]
    shown = Question.objects.visible_to(member).filter(hidden_at=None)
    return rows.in_order(wanted[:LISTED], shown, language)


def _concerned(since: datetime) -> QuerySet[Question]:
    """Questions to which anything happened since then that could keep or miss a promise."""
    ended = Event.objects.filter(kind__in=_CAME, at__gte=since, thread__startswith="question:")
    threads = ended.annotate(question=Cast(Substr("thread", _THREAD + 1), BigIntegerField())).values(
        "question"
    )
    replied = Case.objects.filter(replied_at__gte=since).values("question")
    return Question.objects.filter(
        Q(pk__in=threads) | Q(pk__in=replied),
        hidden_at=None,
        merged_into=None,
        duplicate_of=None,
        origin="native",
    )


def _ended(asked: dict[int, int | None], since: datetime) -> dict[int, _Ended]:
    """Of each question, by its asker, all that was missed and replied."""
    told = replies.told(list(asked), _READ)
    on_cases = Case.objects.filter(replied_at__gte=since).values_list("question", "replied_at")
    found = {}
    for pk, asker in asked.items():
        events = told.get(pk, [])
        found[pk] = _Ended([one.at for one in events if one.kind == MISSED], replies_of(events, asker))
    for pk, at in on_cases:
        if pk in found:
            found[pk].replied.append(at)
    return found

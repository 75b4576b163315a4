"""Replays votes into ledger entries in order of moment, then id, as if they had been cast one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from reputation.models import Entry, Reason
from reputation.prices import DAILY_CAP, PRICES


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot. Without an `author_id` nobody earns by it, without a `voter_id` nobody pays for it."""

    subject: str
    post: str
    at: datetime
    value: int
    on_question: bool
    author_id: int | None
    voter_id: int | None = None
    tag_ids: tuple[int, ...] = ()
    # What an entry already in the ledger counted for the author; None when there is none yet.
    counted: int | None = None


def replay(votes: Iterable[Vote]) -> Iterator[Entry]:
    """Unsaved entries for the votes that have none yet; expects the votes in order of moment, then id.

    Ups count until the author's 200 points of that UTC day are full; downs always count, and refill nothing.
    Memory holds one day.
    """
    today: date | None = None
    earned: dict[int, int] = {}
    for vote in votes:
        day = vote.at.astimezone(UTC).date()
        if day != today:
            today, earned = day, {}
        if vote.counted is not None:
            earned[vote.author_id] = earned.get(vote.author_id, 0) + max(0, vote.counted)
            continue
        if vote.author_id is not None:
            reason = _reason(vote)
            points = PRICES[reason]
            if points > 0:
                points = max(0, min(points, DAILY_CAP - earned.get(vote.author_id, 0)))
                earned[vote.author_id] = earned.get(vote.author_id, 0) + points
            yield _entry(vote, vote.author_id, reason, points, vote.tag_ids)
        if vote.voter_id is not None and vote.value < 0 and not vote.on_question:
            reason = Reason.DOWNVOTED_AN_ANSWER
            yield _entry(vote, vote.voter_id, reason, PRICES[reason], ())


def _reason(vote: Vote) -> Reason:
    if vote.on_question:
        return Reason.QUESTION_UPVOTED if vote.value > 0 else Reason.QUESTION_DOWNVOTED
    return Reason.ANSWER_UPVOTED if vote.value > 0 else Reason.ANSWER_DOWNVOTED


def _entry(vote: Vote, member_id: int, reason: Reason, points: int, tag_ids: Iterable[int]) -> Entry:
    return Entry(
        member_id=member_id,
        reason=reason,
        subject=vote.subject,
        post=vote.post,
        points=points,
        tag_ids=sorted(tag_ids),
        at=vote.at,
    )

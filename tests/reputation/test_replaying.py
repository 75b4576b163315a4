"""Votes replayed into entries, by hand-made examples."""

from datetime import UTC, datetime, timedelta

from reputation.models import Reason
from reputation.replaying import Vote, replay

MORNING = datetime(2024, 3, 5, 8, 0, tzinfo=UTC)


def vote(number: int, *, value: int = 1, at: datetime = MORNING, question: bool = False, **fields) -> Vote:
    fields.setdefault("author_id", 7)
    return Vote(
        subject=f"ballot:{number}",
        post="question:1" if question else "answer:4",
        at=at,
        value=value,
        on_question=question,
        **fields,
    )


def points(votes) -> list[int]:
    return [entry.points for entry in replay(votes)]


def test_prices():
    votes = [vote(1, question=True), vote(2), vote(3, value=-1, question=True), vote(4, value=-1)]
    assert points(votes) == [5, 10, -2, -2]


def test_an_entry_says_what_earned_it():
    entry = next(replay([vote(9, tag_ids=(3, 2))]))
    assert (entry.member_id, entry.reason, entry.subject) == (7, Reason.ANSWER_UPVOTED, "ballot:9")
    assert (entry.post, entry.at, entry.tag_ids) == ("answer:4", MORNING, [2, 3])


def test_at_most_200_a_day_then_nothing():
    assert points(vote(number) for number in range(22)) == [10] * 20 + [0, 0]


def test_the_last_vote_of_a_full_day_counts_in_part():
    votes = [*(vote(number) for number in range(19)), vote(19, question=True), vote(20)]
    assert points(votes)[-2:] == [5, 5]


def test_a_downvote_refills_nothing():
    votes = [*(vote(number) for number in range(20)), vote(20, value=-1), vote(21)]
    assert points(votes)[-2:] == [-2, 0]


def test_the_day_is_a_utc_day():
    late = datetime(2024, 3, 5, 23, 59, tzinfo=UTC)
    votes = [*(vote(number, at=late) for number in range(21)), vote(21, at=late + timedelta(minutes=1))]
    assert points(votes)[-2:] == [0, 10]


def test_each_author_has_a_day_of_their_own():
    votes = [*(vote(number) for number in range(21)), vote(21, author_id=8)]
    assert points(votes)[-2:] == [0, 10]


def test_entries_already_there_count_towards_the_day_and_are_not_written_again():
    votes = [*(vote(number, counted=10) for number in range(19)), vote(19), vote(20)]
    assert points(votes) == [10, 0]


def test_nobody_earns_for_a_post_without_an_author():
    assert points([vote(1, author_id=None)]) == []


def test_a_known_voter_pays_for_voting_an_answer_down_but_not_a_question():
    answer = list(replay([vote(1, value=-1, voter_id=5)]))
    assert [(entry.member_id, entry.points) for entry in answer] == [(7, -2), (5, -1)]
    assert answer[1].tag_ids == []
    assert [entry.member_id for entry in replay([vote(2, value=-1, voter_id=5, question=True)])] == [7]
    assert [entry.member_id for entry in replay([vote(3, voter_id=5)])] == [7]

"""Casts the votes of the demo community and writes the ledger they earn, as if cast one by one."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from cms.demo.threads import House, Thread
from community.members.models import Member
from forum.models import Answer, Ballot, Follow, MeToo, Question
from reputation import standings
from reputation.models import Entry, Reason
from reputation.prices import PRICES
from reputation.replaying import Vote, replay

# Most votes come in the first days; after this long an old thread gets hardly any.
_VOTED_WITHIN = timedelta(days=30)
BATCH = 2000


def load_votes(threads: Iterable[Thread], house: House) -> list[Ballot]:
    """Ballots (returned in order of moment) and "me too" by other members, drawn the same way each time."""
    chance, people = random.Random("kwikstaart"), list(house.members.values())
    ballots: list[Ballot] = []
    joined: list[MeToo] = []
    for thread in threads:
        row, question = thread.row, thread.question
        ballots += _ballots(question, None, row["upvotes"], 0, people, chance, house.now)
        for written, answer in zip(row.get("answer", []), thread.answers, strict=True):
            votes = written["upvotes"], written["downvotes"]
            ballots += _ballots(question, answer, *votes, people, chance, house.now)
        joined += _me_toos(thread, people, chance, house.now)
    ballots.sort(key=lambda ballot: ballot.cast_at)
    Ballot.objects.bulk_create(ballots, batch_size=BATCH)
    MeToo.objects.bulk_create(joined, batch_size=BATCH)
    Follow.objects.bulk_create(
        [Follow(member=one.member, question=one.question, since=one.at) for one in joined],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return ballots


def write_ledger(threads: Iterable[Thread], ballots: Iterable[Ballot]) -> None:
    """Entries for all votes and accepted answers of customers, and the standings from them."""
    threads = list(threads)
    tags = {thread.question.pk: tuple(tag.pk for tag in thread.tags) for thread in threads}
    accepted = [answer for thread in threads for answer in thread.answers if answer.accepted_at]
    entries = [*replay(_votes(ballots, tags)), *_acceptances(accepted, tags)]
    Entry.objects.bulk_create(sorted(entries, key=lambda entry: entry.at), batch_size=BATCH)
    standings.rebuild()


def _ballots(
    question: Question,
    answer: Answer | None,
    ups: int,
    downs: int,
    people: Sequence[Member],
    chance,
    now: datetime,
) -> Iterator[Ballot]:
    post = answer or question
    others = [member for member in people if member != post.author]
    voters = chance.sample(others, min(ups + downs, len(others)))
    for place, member in enumerate(voters):
        yield Ballot(
            question=question, answer=answer, member=member, value=1 if place < ups else -1,
            cast_at=_later(post.created_at, chance, now),
        )  # fmt: skip


def _me_toos(thread: Thread, people: Sequence[Member], chance, now: datetime) -> list[MeToo]:
    """Only customers, and nobody who answered: neither has the fault too."""
    question, wrote = thread.question, {thread.question.author, *(one.author for one in thread.answers)}
    others = [member for member in people if member not in wrote and not member.is_employee]
    chosen = chance.sample(others, min(thread.row["me_too"], len(others)))
    return [
        MeToo(question=question, member=one, at=_later(question.created_at, chance, now)) for one in chosen
    ]


def _later(since: datetime, chance, now: datetime) -> datetime:
    return since + min(now - since, _VOTED_WITHIN) * chance.random() ** 2


def _votes(ballots: Iterable[Ballot], tags: dict[int, tuple[int, ...]]) -> Iterator[Vote]:
    for ballot in ballots:
        post = ballot.answer or ballot.question
        yield Vote(
            subject=ballot.subject,
            post=post.subject,
            at=ballot.cast_at,
            value=ballot.value,
            on_question=ballot.answer is None,
            author_id=post.author_id if _earns(post.author) and post.hidden_at is None else None,
            voter_id=ballot.member_id if _earns(ballot.member) else None,
            tag_ids=tags[ballot.question_id],
        )


def _acceptances(accepted: Iterable[Answer], tags: dict[int, tuple[int, ...]]) -> Iterator[Entry]:
    for answer in accepted:
        question = answer.question
        line = {"subject": f"acceptance:{answer.pk}.{answer.acceptances}", "at": answer.accepted_at}
        if answer.author_id == question.author_id:
            continue
        if _earns(answer.author):
            reason = Reason.ANSWER_ACCEPTED
            yield Entry(
                member=answer.author, reason=reason, points=PRICES[reason], post=answer.subject,
                tag_ids=sorted(tags[question.pk]), **line,
            )  # fmt: skip
        if _earns(question.author):
            reason = Reason.ACCEPTED_AN_ANSWER
            yield Entry(
                member=question.author, reason=reason, points=PRICES[reason], post=question.subject, **line
            )


def _earns(member: Member) -> bool:
    return not member.is_employee

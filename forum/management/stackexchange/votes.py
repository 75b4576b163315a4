"""Votes of a dump: ballots without a voter, the day of an acceptance, and favourites as follows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from forum.management.stackexchange.bringing import Run
from forum.management.stackexchange.reading import Row
from forum.models import Answer, Ballot, Follow

ACCEPTED, UP, DOWN, FAVOURITE = 1, 2, 3, 5
ELSE = {
    4: "votes: marked as offensive",
    6: "votes: to close",
    7: "votes: to reopen",
    8: "votes: start of a bounty",
    9: "votes: end of a bounty",
    10: "votes: deleted",
    11: "votes: undeleted",
    12: "votes: marked as spam",
    15: "votes: reviewed by a moderator",
    16: "votes: approved edit",
}
NOT_HERE = "votes: on a post that did not come in"


@dataclass(frozen=True, slots=True)
class VoteRow:
    id: int
    kind: int
    post: int
    user: int | None
    at: datetime


def bring_votes(run: Run, rows: list[Row]) -> None:
    """Each kind of vote to where it belongs; the kinds that say nothing here are counted by name."""
    by_kind: dict[int, dict[int, VoteRow]] = defaultdict(dict)
    for item in run.parsed(rows, _vote).values():
        by_kind[item.kind][item.id] = item
    _bring_ballots(run, by_kind.pop(UP, {}) | by_kind.pop(DOWN, {}))
    _date_acceptances(run, by_kind.pop(ACCEPTED, {}))
    _bring_follows(run, by_kind.pop(FAVOURITE, {}))
    for kind, items in by_kind.items():
        run.report.leave_out(ELSE.get(kind, "votes: of another kind"), len(items))


def _bring_ballots(run: Run, items: dict[int, VoteRow]) -> None:
    """The dumps do not say who voted: a ballot without a member, which costs nobody a point."""
    new = run.new("ballot", items)
    places = run.places(item.post for item in new)
    kept = [item for item in new if item.post in places]
    run.report.leave_out(NOT_HERE, len(new) - len(kept))
    made = Ballot.objects.bulk_create(
        Ballot(
            question_id=places[item.post].question_id,
            answer_id=places[item.post].answer_id,
            member=None,
            value=1 if item.kind == UP else -1,
            cast_at=item.at,
        )
        for item in kept
    )
    run.remember("ballot", ((item.id, ballot.pk) for item, ballot in zip(kept, made, strict=True)))
    run.report.bring("votes", len(made))


def _date_acceptances(run: Run, items: dict[int, VoteRow]) -> None:
    """Set the day of acceptance on answers the import accepted; the dumps cut it to midnight."""
    answers = run.known("answer", (item.post for item in items.values()))
    accepted = Answer.objects.filter(pk__in=answers.values(), accepted_at__isnull=False, acceptances=1)
    by_id = {answer.pk: answer for answer in accepted}
    dated = []
    for item in items.values():
        answer = by_id.get(answers.get(item.post))
        if answer is None:
            run.report.leave_out("votes: acceptance of an answer that is not the accepted one")
            continue
        if item.at > answer.accepted_at:
            answer.accepted_at = item.at
            dated.append(answer)
    Answer.objects.bulk_update(dated, ["accepted_at"])
    run.report.bring("dates of acceptance", len(dated))


def _bring_follows(run: Run, items: dict[int, VoteRow]) -> None:
    new = run.new("follow", items)
    questions = run.known("question", (item.post for item in new))
    members = run.members(item.user for item in new)
    known = [item for item in new if item.user in members]
    run.report.leave_out("votes: favourite of a user who is not in the dump", len(new) - len(known))
    kept = [item for item in known if item.post in questions]
    run.report.leave_out(NOT_HERE, len(known) - len(kept))
    for item in kept:
        follow, made = Follow.objects.get_or_create(
            member_id=members[item.user], question_id=questions[item.post], defaults={"since": item.at}
        )
        run.remember("follow", [(item.id, follow.pk)])
        run.report.bring("favourites, as follows" if made else "favourites of questions already followed")


def _vote(row: Row) -> VoteRow:
    return VoteRow(
        id=row.number("Id"),
        kind=row.number("VoteTypeId"),
        post=row.number("PostId"),
        user=row.optional_number("UserId"),
        at=row.moment("CreationDate"),
    )

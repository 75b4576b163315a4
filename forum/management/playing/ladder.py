"""play(): a board that is always open lives through a dump's past; who would have reached webcare?

The clock moves from one five minutes' sweep to the next at which something is due or was said; the sweeps in
between would find nothing, because all they look for are due moments. Questions, answers and webcare's replies are
rows as people would have made them; everything else is done by the real sweep.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import F

from community.members.models import Member
from forum.escalation import sweep
from forum.escalation.ladder import Rung
from forum.escalation.models import Policy
from forum.escalation.queries import next_due, reached
from forum.management.playing.dump import Past, Told
from forum.models import Answer, Board, Question
from forum.webcare.models import Case, CaseState

# A minute more than nothing is all a post needs here: only who and when are played.
WORDS = {"body": "…", "body_html": "<p>…</p>"}


class PlayFailed(Exception):
    """The ladder could not handle a question; says which."""


@dataclass(frozen=True)
class Timing:
    """How the worker runs: a sweep every so often, none from `down[0]` until `down[1]`."""

    every: timedelta = timedelta(minutes=5)
    down: tuple[datetime, datetime] | None = None
    # Sweep also when nothing can be due; the figures are the same.
    is_patient: bool = False

    def sweep_at(self, moment: datetime) -> datetime:
        """The first sweep at or after the moment."""
        tick = self._tick(moment)
        if self.down and self.down[0] <= tick < self.down[1]:
            return self._tick(self.down[1])
        return tick

    def _tick(self, moment: datetime) -> datetime:
        start = datetime(1970, 1, 1, tzinfo=UTC)
        return start + -(-(moment - start) // self.every) * self.every


@dataclass
class Play:
    """One board's life: what is still to come, and our ids of what the dump calls by its own."""

    past: Past
    board: Board
    members: dict[int, int]
    desk: Member
    to_come: list[tuple[datetime, int, Told]]
    ours: dict[int, int] = field(default_factory=dict)
    asked_by: dict[int, int | None] = field(default_factory=dict)
    # Questions that were answered by somebody else than the asker: what is said later moves nothing any more.
    settled: set[int] = field(default_factory=set)


def play(past: Past, patience: timedelta, timing: Timing, tick: Callable[[int], object]) -> list[int]:
    """The dump's ids of the questions that reached webcare, judging every step as of its due moment.

    Expects an empty stage. Raises PlayFailed.
    """
    stage = _set(past, patience)
    for now in _sweeps(stage, timing):
        tick(_say_until(stage, now))
        swept = sweep.run(now)
        if swept.failed:
            raise PlayFailed(f"Question {swept.failed[0]} could not be handled at {now}.")
        if Rung.WEBCARE in swept.steps:
            _reply(stage, now)
    theirs = {ours: question for question, ours in stage.ours.items()}
    found = reached(Rung.WEBCARE, board_id=stage.board.pk, until=past.ends_at)
    return sorted(theirs[question_id] for question_id in found)


def _set(past: Past, patience: timedelta) -> Play:
    """A board with the usual policy, stretched to this patience, and everybody who says something."""
    name = f"{patience}"
    board = Board.objects.create(slug=f"board-{Board.objects.count()}", name=name)
    minutes = patience // timedelta(minutes=1)
    Policy.objects.create(
        board=board, round_the_clock=True, country="", helpers_after=minutes // 4,
        colleagues_after=minutes // 2, next_colleagues_after=max(minutes // 4, 1), webcare_after=minutes,
        reply_within=max(minutes // 4, 5),
    )  # fmt: skip
    people = sorted({event.author for event in past.events if event.author is not None})
    begun = past.events[0].at
    made = Member.objects.bulk_create(
        Member(name=f"Player {person}", joined_at=begun, is_imported=True) for person in people
    )
    desk = Member.objects.create(name="Desk", is_agent=True, joined_at=begun)
    to_come = [(event.at, place, event) for place, event in enumerate(past.events)]
    members = dict(zip(people, (member.pk for member in made), strict=True))
    return Play(past, board, members, desk, to_come)


def _sweeps(stage: Play, timing: Timing) -> Iterator[datetime]:
    """The moments of the sweeps, as long as something is to come before the end."""
    now = None
    while True:
        ahead = [moment for moment in (_next_said(stage), next_due()) if moment is not None]
        if not ahead or min(ahead) > stage.past.ends_at:
            return
        wanted = timing.sweep_at(min(ahead))
        if now is not None:
            following = timing.sweep_at(now + timing.every)
            wanted = following if timing.is_patient else max(wanted, following)
        now = wanted
        yield now


def _next_said(stage: Play) -> datetime | None:
    """When something is said next that can still move the ladder."""
    while stage.to_come and _is_idle(stage, stage.to_come[0][2]):
        heapq.heappop(stage.to_come)
    return stage.to_come[0][0] if stage.to_come else None


def _is_idle(stage: Play, event: Told) -> bool:
    return not event.is_question and event.question in stage.settled


def _say_until(stage: Play, now: datetime) -> int:
    """What was asked and answered by now is written down, as its authors would have; how many questions."""
    said = 0
    while stage.to_come and stage.to_come[0][0] <= now:
        _at, _place, event = heapq.heappop(stage.to_come)
        if event.is_question:
            _ask(stage, event)
            said += 1
        elif not _is_idle(stage, event):
            _answer(stage, event)
    return said


def _ask(stage: Play, event: Told) -> None:
    question = Question.objects.create(
        board=stage.board, author_id=stage.members.get(event.author), title=f"{event.id}", slug=f"{event.id}",
        created_at=event.at, active_at=event.at, watch_due_at=event.at, **WORDS,
    )  # fmt: skip
    stage.ours[event.id], stage.asked_by[event.id] = question.pk, event.author


def _answer(stage: Play, event: Told) -> None:
    author = stage.desk.pk if event.id < 0 else stage.members.get(event.author)
    question_id, asker = stage.ours[event.question], stage.asked_by[event.question]
    Answer.objects.create(question_id=question_id, author_id=author, created_at=event.at, **WORDS)
    Question.objects.filter(pk=question_id).update(
        answer_count=F("answer_count") + 1, active_at=event.at, watch_due_at=event.at
    )
    if event.author != asker or asker is None:
        stage.settled.add(event.question)
    if event.id < 0:
        # The desk's part is played out: what it would promise next is no part of the past.
        Case.objects.filter(question=question_id).update(
            state=CaseState.CLOSED, replied_at=event.at, resolved_at=event.at, resolved_by=stage.desk,
            due_at=None, alarm_due_at=None,
        )  # fmt: skip


def _reply(stage: Play, now: datetime) -> None:
    """The desk keeps its promise: who became a case has webcare's reply before the next sweep."""
    theirs = {ours: question for question, ours in stage.ours.items()}
    for question_id in Case.objects.filter(opened_at=now, replied_at=None).values_list(
        "question_id", flat=True
    ):
        reply = Told(at=now, id=-question_id, question=theirs[question_id], author=None)
        heapq.heappush(stage.to_come, (now, reply.id, reply))

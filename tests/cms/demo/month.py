"""A month of the demo community: customers ask at any hour, people answer or do not, webcare works in its hours.

The real jobs run at every moment at which something is due, except on the day the worker is down. What people do is
drawn from a seed; nothing here decides what the ladder, the desk or the checks do about it.
"""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.utils.module_loading import import_string

from community.members.models import Member
from forum.actions.accept import accept_answer
from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.comment import add_comment
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.climbing import policy_of
from forum.escalation.models import Check, CheckState
from forum.escalation.queries import due_moments
from forum.models import Answer, Board, Question
from forum.routing.models import ExpertRequest
from forum.rules import NotAllowed
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case, CaseReason, CaseState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JOBS = (
    "forum.escalation.tasks.sweep", "forum.escalation.tasks.remind", "forum.escalation.tasks.ask_checks",
    "forum.webcare.tasks.send", "forum.webcare.tasks.watch",
)  # fmt: skip
FATES = ["crowd"] * 5 + ["colleague"] * 2 + ["nobody"] * 3 + ["asks back"] + ["urgent"]
# On these days webcare is one person with the flu: it answers hours later than promised.
SLOW = (datetime(2026, 12, 21, tzinfo=AMSTERDAM), datetime(2026, 12, 23, tzinfo=AMSTERDAM))
BODY = "I tried the steps on the help page, all of them twice, and it is still the same as before."


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@dataclass
class Month:
    """The world: its moment, what people will do, and who they are."""

    now: datetime
    ends: datetime
    down: tuple[datetime, datetime]
    rng: Random
    fates: dict[int, str] = field(default_factory=dict)
    _acts: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _order: itertools.count = field(default_factory=itertools.count)
    _busy: set[str] = field(default_factory=set)

    def __post_init__(self):
        present = Member.objects.present().filter(is_moderator=False, is_manager=False).order_by("pk")
        self.customers = list(present.filter(department=None))
        self.agents = list(present.filter(is_agent=True, is_lead=False))
        self.boards = list(Board.objects.order_by("pk"))
        # The demo's own people began before the month; who has a case then is answered like everybody.
        self.begins = self.now

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        heapq.heappush(self._acts, (moment, next(self._order), act))

    def ask(self, moment: datetime, fate: str, board: Board | None = None, title: str = "") -> None:
        chosen = board or self.rng.choice(self.boards)
        by = self.rng.choice(self.customers)
        self.at(moment, lambda: self._ask(by, chosen, fate, title))

    def live(self) -> None:
        """To the end: one moment after the other, people first, then the jobs."""
        while True:
            said = self._acts[0][0] if self._acts else self.ends
            due = next(iter(due_moments(self.now, min(said, self.ends))), None)
            following = min(filter(None, (said, due)))
            if self.is_down(self.now) or self.is_down(following):
                # What fell due meanwhile is found again when the worker comes back.
                following = min(said, self.down[1])
            if following >= self.ends:
                return
            self.now = max(following, self.now)
            while self._acts and self._acts[0][0] <= self.now:
                heapq.heappop(self._acts)[2]()
            if not self.is_down(self.now):
                self._work()
            self._look_around()

    def is_down(self, moment: datetime) -> bool:
        return self.down[0] <= moment < self.down[1]

    def _work(self) -> None:
        for job in JOBS:
            import_string(job)()

    def _ask(self, by: Member, board: Board, fate: str, title: str) -> None:
        number = len(self.fates) + 1
        question = ask_question(
            by=by, board=board, title=title or f"Why does number {number} not do what the page says?", body=BODY,
            tags=["contract"], form_key=None, language="en", now=self.now,
        )  # fmt: skip
        self.fates[question.pk] = fate
        if fate in ("crowd", "asks back"):
            helper = self.rng.choice([one for one in self.customers if one.pk != by.pk])
            self._later((20, 500), lambda: self._answer(question, helper, fate))
        elif fate == "urgent":
            self._later((60, 60), lambda: self._call(question))

    def _later(self, minutes: tuple[int, int], act: Callable[[], object]) -> None:
        self.at(self.now + timedelta(minutes=self.rng.randint(*minutes)), act)

    def _answer(self, question: Question, by: Member, fate: str) -> None:
        answer = answer_question(
            by=by, question=question, body="Hold it for ten seconds, then it starts anew.", form_key=None, now=self.now
        )  # fmt: skip
        if fate == "asks back":
            self._later((30, 200), lambda: self._ask_back(question))
        else:
            self._maybe_accept(answer)

    def _ask_back(self, question: Question) -> None:
        add_comment(
            by=question.author, question=question, body="And on the old box?", form_key=None, now=self.now
        )

    def _call(self, question: Question) -> None:
        call_webcare(by=question.author, question=question, reason=CaseReason.URGENT, now=self.now)

    def _maybe_accept(self, answer: Answer) -> None:
        if self.rng.random() < 0.7:
            self._later((60, 2000), lambda: self._accept(answer))

    def _accept(self, answer: Answer) -> None:
        asker = Question.objects.get(pk=answer.question_id).author
        accept_answer(by=asker, answer=answer, now=self.now)

    def _look_around(self) -> None:
        """People notice what the jobs brought them: requests, cases, checks."""
        for request in (
            ExpertRequest.objects.waiting().filter(question__in=self.fates).select_related("question")
        ):
            if self.fates[request.question_id] == "colleague" and self._once(
                f"colleague:{request.question_id}"
            ):
                question, member = request.question, request.member
                self._in_opening_hours(
                    question, (20, 90), lambda q=question, m=member: self._answer(q, m, "")
                )
        for case in Case.objects.unfinished().filter(due_at__isnull=False).select_related("question"):
            if self._once(f"case:{case.pk}:{case.due_at}"):
                slow = SLOW[0] <= self.now < SLOW[1]
                minutes = (420, 460) if slow else (15, 80)
                self._in_opening_hours(case.question, minutes, lambda pk=case.pk: self._reply(pk))
        for check in Check.objects.filter(state=CheckState.ASKED, asked_at__gte=self.begins):
            if self._once(f"check:{check.pk}"):
                self._consider(check)

    def _once(self, key: str) -> bool:
        return key not in self._busy and not self._busy.add(key)

    def _in_opening_hours(
        self, question: Question, minutes: tuple[int, int], act: Callable[[], object]
    ) -> None:
        """After so many minutes in which the board is open: people of the company work then."""
        span = timedelta(minutes=self.rng.randint(*minutes))
        calendar = policy_of(question).calendar()
        self.at(import_string("forum.escalation.hours.add")(self.now, span, calendar), act)

    def _reply(self, pk: int) -> None:
        case = Case.objects.unfinished().select_related("question__board", "owner").filter(pk=pk).first()
        if case is None or case.due_at is None:
            return
        agent = case.owner or self.rng.choice(self.agents)
        has_spoken = case.replied_at is not None
        answer = reply(
            by=agent, case=case, body=f"I looked it up for you, at {self.now:%d %H:%M}: it is set right now.",
            form_key=None, now=self.now,
        )  # fmt: skip
        if not has_spoken:
            self._maybe_accept(answer)
        self._later((600, 1800), lambda: self._resolve(pk))

    def _resolve(self, pk: int) -> None:
        case = Case.objects.unfinished().select_related("question__board", "owner").filter(pk=pk).first()
        if case is None or case.state == CaseState.OPEN:
            return
        resolve_case(
            by=case.owner, case=case, cause="A wrong setting", learned="", public_line="It was set right by hand.",
            now=self.now,
        )  # fmt: skip

    def _consider(self, check: Check) -> None:
        """Most are glad, some not, and some never look."""
        mood = self.rng.random()
        if mood < 0.75:
            self._later((10, 2000), lambda: self._say(check.pk, still_solved=mood < 0.6))

    def _say(self, pk: int, *, still_solved: bool) -> None:
        check = Check.objects.select_related("question__author").get(pk=pk)
        felt = "glad" if still_solved else ""
        try:
            confirm_check(
                by=check.question.author, check=check, still_solved=still_solved, felt=felt, now=self.now
            )
        except NotAllowed:
            # It was closed, or the solution changed, before they looked.
            assert check.state != CheckState.ASKED

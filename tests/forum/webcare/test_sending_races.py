"""A reply on its way and two at once, which only a database with rows to lock can show: PostgreSQL."""

import contextlib
from datetime import timedelta

import pytest

from forum.models import Answer
from forum.webcare.actions import sending
from forum.webcare.actions.open_case import open_case
from forum.webcare.models import CaseReason, Sending, SendingState, To
from tests.builders import make_board, make_department, make_member, make_question
from tests.forum.actions.test_races import TURNS, at_once
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]


@pytest.fixture
def desk(now):
    """Makes a case with an agent and, on request, a reply of theirs that waits."""
    board, asker = make_board(), make_member("Asker")
    agent = make_member("Agent", department=make_department("Webcare"), is_agent=True)

    def make(turn: int):
        question = make_question(
            board=board, by=asker, now=now + timedelta(hours=turn), title=f"Question {turn} of many"
        )
        due = {"due_at": now + timedelta(days=1), "alarm_at": now + timedelta(days=1)}
        return agent, open_case(question=question, reason=CaseReason.URGENT, now=now, **due)

    return make


def write(agent, case, now, key="one"):
    return sending.send_soon(
        by=agent, case=case, to=To.PUBLIC, body="We ended the old contract today.", form_key=f"{key}{case.pk}",
        again_at=None, now=now,
    )  # fmt: skip


def test_two_workers_send_it_once(desk, now):
    for turn in range(TURNS):
        agent, case = desk(turn)
        write(agent, case, now)
        later = now + timedelta(seconds=10)
        at_once(*[lambda later=later: sending.release(later)] * 3)
        assert Answer.objects.filter(question=case.question).count() == 1
        assert Sending.objects.get(case=case).state == SendingState.SENT


def test_it_is_sent_or_taken_back_never_both(desk, now):
    for turn in range(TURNS):
        agent, case = desk(turn)
        waiting, later, kept = write(agent, case, now), now + timedelta(seconds=10), []

        def back(agent=agent, waiting=waiting, later=later, kept=kept):
            with contextlib.suppress(sending.Gone):
                kept.append(sending.take_back(by=agent, sending=waiting, now=later).body)

        at_once(back, lambda later=later: sending.release(later))
        sent = Answer.objects.filter(question=case.question).count()
        assert sent + len(kept) == 1
        assert Sending.objects.get(case=case).state == (
            SendingState.TAKEN_BACK if kept else SendingState.SENT
        )


def test_the_same_form_twice_at_once_is_one_reply(desk, now):
    for turn in range(TURNS):
        agent, case = desk(turn)
        at_once(*[lambda agent=agent, case=case: write(agent, case, now)] * 3)
        assert Sending.objects.filter(case=case).count() == 1

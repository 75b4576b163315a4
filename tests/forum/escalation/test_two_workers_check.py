"""Two workers ask the checks at the same moment, which only a database with rows to lock can show: PostgreSQL."""

import threading

import pytest
from django.db import connections

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.models import Check
from tests.builders import make_answer, make_board, make_member, make_question
from tests.forum.escalation.conftest import local
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]
QUESTIONS, WORKERS = 8, 3


def test_each_is_asked_once_however_many_workers_ask():
    board, asker, helper = make_board(), make_member("Femke"), make_member("Joost")
    for _ in range(QUESTIONS):
        question = make_question(board=board, by=asker, now=local("2026-11-17T09:00"))
        answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
        accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweeping.run(local("2026-11-17T11:00"))
    moment, start = local("2026-11-24T11:00"), threading.Barrier(WORKERS)

    def work() -> None:
        try:
            start.wait()
            checking.ask_checks(moment)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What the others skipped because it was in hand is found by the next run.
    checking.ask_checks(moment)
    assert set(Check.objects.values_list("state", flat=True)) == {"asked"}
    assert Event.objects.filter(kind="check.asked").count() == QUESTIONS
    assert Notification.objects.filter(kind="check").count() == QUESTIONS
    assert checking.ask_checks(moment) == 0

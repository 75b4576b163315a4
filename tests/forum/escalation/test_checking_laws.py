"""Whatever people do and whenever the jobs run: one open check at most, two days between mails, points that fit."""

import random
from datetime import timedelta

import pytest
from django.db.models import Sum

from community.notifications.models import Notification
from forum.actions.accept import accept_answer, undo_acceptance
from forum.escalation import checking, reminding
from forum.escalation import sweep as sweeping
from forum.escalation.actions.confirm_check import NoLongerAsked, confirm_check
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.climbing import QUIET
from forum.escalation.models import Check
from forum.models import Answer, Question
from forum.rules import NotAllowed
from reputation.models import Entry, Reason
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
ACTS = ("accept", "undo", "yes", "no", "not-yet", "answer", "wait", "wait", "wait", "wait")


def act(what: str, question: Question, asker, helper, now) -> None:
    question, check = Question.objects.get(pk=question.pk), Check.objects.order_by("pk").last()
    answer = Answer.objects.order_by("-accepted_at", "-pk").first()
    try:
        if what == "answer":
            make_answer(question=question, by=helper, now=now, body=f"Try this, said at {now:%d %H:%M}.")
        elif what == "accept" and answer is not None:
            accept_answer(by=asker, answer=answer, now=now)
        elif what == "undo" and answer is not None and answer.accepted_at:
            undo_acceptance(by=asker, answer=answer, now=now)
        elif what == "not-yet":
            say_not_yet(by=asker, question=question, now=now)
        elif what in ("yes", "no") and check is not None:
            confirm_check(by=asker, check=check, still_solved=what == "yes", felt="glad", now=now)
    except (NotAllowed, NoLongerAsked):
        pass


def laws_hold(helper) -> None:
    assert Check.objects.open().count() <= 1
    mails = Notification.objects.filter(kind__in=("check", "solved-yet")).order_by("created_at")
    moments = list(mails.values_list("created_at", flat=True))
    assert all(later - earlier >= QUIET for earlier, later in zip(moments, moments[1:], strict=False))
    accepted = Answer.objects.filter(accepted_at__isnull=False).count()
    earned = Entry.objects.filter(member=helper)
    for_accepting = earned.filter(reason=Reason.ANSWER_ACCEPTED).aggregate(sum=Sum("points"))["sum"] or 0
    for_checks = earned.filter(reason=Reason.CHECK_CONFIRMED).aggregate(sum=Sum("points"))["sum"] or 0
    assert for_accepting == 15 * accepted
    # Points of a check stand only beside those of its acceptance, and once.
    assert for_checks in ((0, 5) if accepted else (0,))


@pytest.mark.parametrize("seed", range(6))
def test_the_laws_hold_in_any_order(question, asker, helper, seed):
    chance, now = random.Random(seed), local("2026-11-17T10:00")
    act("answer", question, asker, helper, now)
    for _step in range(40):
        act(chance.choice(ACTS), question, asker, helper, now)
        for job in (sweeping.run, reminding.remind, checking.ask_checks):
            for _again in range(chance.choice((0, 1, 2))):
                job(now)
        laws_hold(helper)
        now += timedelta(hours=chance.choice((1, 20, 50, 170)))
    assert Check.objects.exists()

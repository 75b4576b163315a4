"""The synthetic community: numbers agree with its rows, and nothing wakes up because of it."""

import json

import pytest
from django.core.management import CommandError, call_command

from community.members.models import Member
from community.notifications.models import Notification
from forum.models import Answer, Ballot, Comment, Question
from reputation.models import Entry, Standing

pytestmark = pytest.mark.django_db

NUMBERS = ("pk", "score", "answer_count", "accepted_count", "comment_count", "active_at")


def test_fill_adds_what_was_asked_for(capsys):
    call_command("fill", questions=60)
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["questions"] == Question.objects.filter(origin="fill").count() == 60
    assert told["members"] == Member.objects.count()
    assert min(model.objects.count() for model in (Answer, Comment, Ballot, Entry, Standing)) > 0


def test_nothing_wakes_up():
    call_command("fill", questions=30)
    assert not Question.objects.exclude(watch_due_at=None).exists()
    assert not Question.objects.filter(index_due_at=None).exists()
    assert not Notification.objects.exists()
    assert not Member.objects.exclude(email=None).exists()


def _numbers() -> list[dict]:
    return list(Question.objects.order_by("pk").values(*NUMBERS))


def test_its_numbers_are_those_a_recount_gives():
    call_command("fill", questions=60)
    questions, answers = _numbers(), list(Answer.objects.order_by("pk").values("pk", "score"))
    standings = list(Standing.objects.order_by("member").values_list("member", "total"))
    call_command("recount_questions")
    call_command("rebuild_standings")
    assert _numbers() == questions
    assert list(Answer.objects.order_by("pk").values("pk", "score")) == answers
    assert list(Standing.objects.order_by("member").values_list("member", "total")) == standings


def test_the_same_seed_gives_the_same_community():
    for _ in range(2):
        call_command("fill", questions=10, seed=7)
    titles = list(Question.objects.order_by("pk").values_list("title", "answer_count", "score"))
    assert titles[:10] == titles[10:]
    call_command("fill", questions=10, seed=8)
    assert (
        list(Question.objects.order_by("pk").values_list("title", "answer_count", "score"))[20:]
        != titles[:10]
    )


@pytest.mark.parametrize("questions", [0, -1, 10**9])
def test_a_number_nobody_means_is_refused(questions):
    with pytest.raises(CommandError):
        call_command("fill", questions=questions)

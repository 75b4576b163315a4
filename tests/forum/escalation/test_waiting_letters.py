"""A letter that asks whether it is solved waits while the mail server rests; what is over by then is not asked."""

import smtplib

import pytest

from community.lib import mail
from community.notifications.letters import deliver
from community.notifications.models import Notification
from forum.actions.accept import accept_answer, undo_acceptance
from forum.escalation import checking, reminding
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.models import Check
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(question, helper, sweep):
    """Asked on Tuesday at nine, answered at ten."""
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    return answer


@pytest.fixture
def post(monkeypatch, mailoutbox):
    """The mail server rests from the beginning; `post` wakes it, and says what goes out about the question then."""

    def rest(**_letter):
        raise smtplib.SMTPServerDisconnected("down")

    real = mail.send
    monkeypatch.setattr(mail, "send", rest)

    def wake(moment: str) -> list[str]:
        monkeypatch.setattr(mail, "send", real)
        deliver(local(moment))
        return [
            letter.subject.partition("? ")[0] for letter in mailoutbox if letter.subject.startswith("Is it")
        ]

    return wake


def remind(moment: str) -> None:
    assert reminding.remind(local(moment)) == 1
    deliver(local(moment))


def case_now() -> Case:
    return Case.objects.select_related("question__board", "question__author").get()


def check(moment: str) -> Check:
    assert checking.ask_checks(local(moment)) == 1
    deliver(local(moment))
    return Check.objects.latest("pk")


def test_of_two_that_waited_the_latest_goes_out(answered, asker, post):
    remind("2026-11-19T10:00")
    remind("2026-11-22T10:00")
    assert post("2026-11-22T12:00") == ["Is it solved by now"]
    assert Notification.objects.unread().filter(member=asker, kind="solved-yet").count() == 1


def test_what_is_solved_meanwhile_is_not_asked_about(answered, asker, sweep, post):
    remind("2026-11-19T10:00")
    accept_answer(by=asker, answer=answered, now=local("2026-11-19T10:01"))
    sweep("2026-11-19T10:01")
    assert post("2026-11-19T12:00") == []


def test_nor_is_what_its_asker_called_webcare_for(answered, question, asker, sweep, post):
    remind("2026-11-19T10:00")
    call_webcare(by=asker, question=question, reason=CaseReason.NOT_SOLVED, now=local("2026-11-19T10:01"))
    sweep("2026-11-19T10:01")
    assert post("2026-11-19T12:00") == []
    assert not Notification.objects.unread().filter(member=asker, kind="solved-yet").exists()


def test_the_check_of_what_webcare_resolved_goes_out_alone(question, agent, sweep, post):
    sweep("17:00")
    again_at = local("2026-11-23T10:00")
    said = {"body": "We set the line to another profile.", "form_key": "r", "again_at": again_at}
    reply(by=agent, case=case_now(), now=local("2026-11-17T17:20"), **said)
    sweep("17:20")
    remind("2026-11-19T17:20")
    resolved = {"cause": "a line profile", "learned": "", "public_line": "The line has another profile."}
    resolve_case(by=agent, case=case_now(), now=local("2026-11-20T11:00"), **resolved)
    sweep("2026-11-20T11:00")
    check("2026-11-27T11:00")
    assert post("2026-11-27T12:00") == ["Is it still solved, and were you helped well"]


@pytest.fixture
def checked(answered, asker, sweep):
    """Accepted at eleven, and asked about a week later."""
    accept_answer(by=asker, answer=answered, now=local("2026-11-17T11:00"))
    sweep("11:00")
    return check("2026-11-24T11:00")


def test_a_check_answered_on_the_site_is_not_asked_by_mail(post, checked, asker):
    confirm_check(by=asker, check=checked, still_solved=True, felt="glad", now=local("2026-11-24T12:00"))
    assert post("2026-11-24T14:00") == []


def test_nor_one_whose_solution_was_taken_back(post, checked, answered, asker, sweep):
    undo_acceptance(by=asker, answer=answered, now=local("2026-11-24T12:00"))
    sweep("2026-11-24T12:00")
    assert post("2026-11-24T14:00") == []


def test_nor_one_that_closed_in_silence(post, checked):
    checking.ask_checks(local("2026-12-08T11:00"))
    assert post("2026-12-08T12:00") == []

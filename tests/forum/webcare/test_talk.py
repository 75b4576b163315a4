"""The private side of a case: who opens it, who writes and reads there, and what everybody else learns of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.lib import clock
from community.members.models import Member
from community.notifications.models import Notification
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare import rules
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_back, say_privately
from forum.webcare.models import Absence, Case, CaseState, PrivateMessage

pytestmark = pytest.mark.django_db

REASON = "We need the contract number"


@pytest.fixture
def talk(case, agent, now):
    """A case of the agent's, in private."""
    case = take_case(by=agent, case=case, now=now)
    go_private(by=agent, case=case, reason=REASON, now=now)
    return case


def test_going_private_is_public_its_reason_is_not(talk, client, now):
    talk.refresh_from_db()
    assert (talk.private_at, talk.private_reason) == (now, REASON)
    event = Event.objects.get(kind="case.private")
    assert event.details == {}
    page = client.get(talk.question.path()).content.decode()
    assert "Webcare goes on in private with the asker" in page
    assert REASON not in page


def test_going_private_needs_a_reason_and_happens_once(case, agent, now):
    with pytest.raises(ValidationError):
        go_private(by=agent, case=case, reason=" ", now=now)
    go_private(by=agent, case=case, reason=REASON, now=now)
    go_private(by=agent, case=case, reason="Another reason", now=now)
    assert Case.objects.get().private_reason == REASON
    assert Event.objects.filter(kind="case.private").count() == 1


def test_a_private_reply_counts_as_a_reply_and_reaches_the_asker(talk, agent, asker, now, monkeypatch):
    Question.objects.update(watch_due_at=None)
    again = now.replace(hour=15)
    for _twice in range(2):
        message = say_privately(
            by=agent,
            case=talk,
            body="Please tell me *your contract number*.",
            form_key="k",
            now=now,
            again_at=again,
        )
    talk.refresh_from_db()
    assert PrivateMessage.objects.get() == message
    assert (talk.state, talk.replied_at, talk.due_at) == (CaseState.WAITING, now, again)
    assert Question.objects.get().watch_due_at == now
    told = Notification.objects.get(kind="private-message")
    assert (told.member, told.link) == (asker, f"/private/{talk.pk}/")
    assert told.details["quote"] == "Please tell me your contract number."


def test_nothing_that_was_said_is_in_an_event(talk, agent, asker, now):
    say_privately(by=agent, case=talk, body="Your secret number?", form_key=None, now=now)
    say_back(by=asker, case=talk, body="It is a secret", form_key=None, now=now)
    assert not any("ecret" in str(event.details) for event in Event.objects.all())


def test_the_asker_talks_back_and_the_owner_hears_of_it_without_the_words(talk, agent, asker, now):
    Question.objects.update(watch_due_at=None)
    for _twice in range(2):
        say_back(by=asker, case=talk, body="It is 88123456", form_key="k", now=now)
    assert PrivateMessage.objects.get().is_customers
    told = Notification.objects.get(kind="case-back")
    assert told.member == agent
    assert "88123456" not in str(told.details)
    assert Question.objects.get().watch_due_at == now
    say_privately(by=agent, case=talk, body="Thank you!", form_key=None, now=now)
    told.refresh_from_db()
    assert told.read_at == now


def test_who_asks_privately_opens_the_private_side(case, asker, now):
    say_back(by=asker, case=case, body="This is about my bill", form_key=None, now=now)
    case.refresh_from_db()
    assert (case.private_at, case.private_by, case.private_reason) == (now, asker, "")


def test_nobody_writes_privately_before_it_was_opened(case, agent, now):
    with pytest.raises(NotAllowed):
        say_privately(by=agent, case=case, body="Hello", form_key=None, now=now)


def test_an_open_case_becomes_the_writers(case, agent, asker, now):
    say_back(by=asker, case=case, body="This is about my bill", form_key=None, now=now)
    case.refresh_from_db()
    say_privately(by=agent, case=case, body="I am looking at it", form_key=None, now=now)
    case.refresh_from_db()
    assert (case.owner, case.state) == (agent, CaseState.WAITING)


def test_too_little_or_too_much_is_refused(talk, asker, now):
    for body in ("", "x", "x" * 30_001):
        with pytest.raises(ValidationError):
            say_back(by=asker, case=talk, body=body, form_key=None, now=now)


def test_messages_go_with_the_case(talk, asker, now):
    say_back(by=asker, case=talk, body="It is 88123456", form_key=None, now=now)
    Case.objects.all().delete()
    assert not PrivateMessage.objects.exists()


@pytest.mark.parametrize(
    ("role", "reads", "goes", "writes", "answers", "sees_looks"),
    [
        ("asker", True, False, False, True, False),
        ("agent", True, True, True, False, False),
        ("other_agent", True, False, False, False, False),
        ("lead", True, True, True, False, True),
        ("moderator", False, False, False, False, False),
        ("manager", False, False, False, False, False),
        ("employee", False, False, False, False, False),
        ("helper", False, False, False, False, False),
        ("stranger", False, False, False, False, False),
        (None, False, False, False, False, False),
    ],
)
def test_who_may_do_what(request, talk, role, reads, goes, writes, answers, sees_looks):
    member, now = request.getfixturevalue(role) if role else None, clock.now()
    assert rules.may_read_talk(member, talk, now) is reads
    assert rules.may_go_private(member, talk, now) is goes
    assert rules.may_say_privately(member, talk, now) is writes
    assert rules.may_say_back(member, talk) is answers
    assert rules.may_see_looks(member, now) is sees_looks
    if not role:
        return
    if not writes:
        with pytest.raises(NotAllowed):
            say_privately(by=member, case=talk, body="Hello there", form_key=None, now=now)
    if not answers:
        with pytest.raises(NotAllowed):
            say_back(by=member, case=talk, body="Hello there", form_key=None, now=now)


def test_an_agent_who_asked_is_the_customer_of_their_own_case(case, agent, now):
    Question.objects.update(author=agent)
    case.question.refresh_from_db()
    with pytest.raises(NotAllowed):
        go_private(by=agent, case=case, reason=REASON, now=now)
    assert say_back(by=agent, case=case, body="My own line is down", form_key=None, now=now).is_customers


def test_other_words_in_a_used_form_are_another_message(talk, asker, now):
    for body in ("It is 88123456", "It is 99123456", "It is 99123456"):
        say_back(by=asker, case=talk, body=body, form_key="k", now=now)
    said = PrivateMessage.objects.order_by("pk")
    assert [one.body for one in said] == ["It is 88123456", "It is 99123456"]


@pytest.mark.parametrize(
    ("owner_is", "hears"), [("there", "agent"), ("away", "lead"), ("gone", "lead"), ("none", "lead")]
)
def test_a_word_on_a_finished_case_reaches_somebody(talk, agent, asker, lead, now, owner_is, hears, request):
    Case.objects.update(state=CaseState.RESOLVED, resolved_at=now, due_at=None, alarm_due_at=None)
    if owner_is == "away":
        Absence.objects.create(member=agent, since=now, until=now + timedelta(days=3), at=now)
    if owner_is == "gone":
        Member.objects.filter(pk=agent.pk).update(is_agent=False)
    if owner_is == "none":
        Case.objects.update(owner=None, owned_at=None)
    Question.objects.update(watch_due_at=None)
    talk = Case.objects.get(pk=talk.pk)
    say_back(by=asker, case=talk, body="It is back again", form_key=None, now=now)
    told = Notification.objects.get(kind="case-back")
    assert (told.member, told.link) == (request.getfixturevalue(hears), talk.path())
    assert Question.objects.get().watch_due_at == now

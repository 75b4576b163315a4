"""Put aside with a promise: the customer is told the moment, and nobody waits in silence."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from community.events.models import Event
from community.lib import clock
from community.notifications.letters import sentence
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.escalation.models import Policy
from forum.models import Comment
from forum.rules import NotAllowed
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import NoReplyYet, resolve_case
from forum.webcare.actions.settle import close_by_crowd, settle_reply
from forum.webcare.actions.snooze import SayItFirst, come_back, snooze, take_up
from forum.webcare.actions.talk import go_private, say_back
from forum.webcare.models import Case, CaseState, PrivateMessage
from tests.builders import make_answer, make_comment

pytestmark = pytest.mark.django_db
WORD = "The new meter comes on Thursday; then I call you."


@pytest.fixture
def replied(case, agent, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    return Case.objects.select_related("question__author").get(pk=case.pk)


def test_the_asker_is_told_the_moment_in_their_own_clock(replied, agent, asker, now):
    asker.language, asker.time_zone = "nl", "Asia/Tokyo"
    asker.save()
    until = now + timedelta(days=3)
    case = snooze(by=agent, case=Case.objects.get(), until=until, now=now)
    assert (case.state, case.snoozed_until, case.due_at, case.alarm_due_at) == (
        CaseState.WAITING,
        until,
        until,
        until,
    )
    told = Notification.objects.get(kind="case-snoozed")
    assert (told.member, told.details["until"]) == (asker, until.isoformat())
    with translation.override("nl"):
        assert "vrijdag 20:00" in sentence(told)
    assert Event.objects.get(kind="case.snoozed").details == {"until": until.isoformat()}


@pytest.mark.parametrize("days", [-1, 61])
def test_a_moment_that_is_past_or_too_far_will_not_do(replied, agent, now, days):
    with pytest.raises(ValidationError):
        snooze(by=agent, case=replied, until=now + timedelta(days=days), now=now)


def test_nobody_waits_in_silence(case, agent, now):
    case = take_case(by=agent, case=case, now=now)
    with pytest.raises(SayItFirst):
        snooze(by=agent, case=case, until=now + timedelta(days=1), now=now)
    snooze(by=agent, case=case, until=now + timedelta(days=1), now=now, word=WORD, form_key="w")
    assert Case.objects.get().snoozed_until == now + timedelta(days=1)


@pytest.mark.parametrize("how", ["comment", "private"])
def test_who_wrote_since_our_reply_is_answered_first(replied, question, agent, asker, now, how):
    later = now + timedelta(minutes=5)
    if how == "comment":
        make_comment(question=question, by=asker, now=later, body="And the payment?")
    else:
        say_back(by=asker, case=replied, body="And the payment?", form_key="b", now=later)
    with pytest.raises(SayItFirst):
        snooze(by=agent, case=replied, until=now + timedelta(days=1), now=later + timedelta(minutes=1))


@pytest.mark.parametrize(("hours", "promised"), [(2, 2), (48, 48), (72, 48)])
def test_taken_up_before_its_moment_it_is_promised_for_the_sooner_one(replied, agent, now, hours, promised):
    case = snooze(by=agent, case=replied, until=now + timedelta(hours=48), now=now)
    sooner = take_up(by=agent, case=case, reply_by=now + timedelta(hours=hours), now=now)
    case, due_at = Case.objects.get(), now + timedelta(hours=promised)
    assert (case.state, case.snoozed_until, case.due_at, case.alarm_due_at) == (
        CaseState.OWNED,
        None,
        due_at,
        due_at,
    )
    assert sooner == (due_at if promised == 2 else None)
    details = {"until": due_at.isoformat()} if promised == 2 else {}
    assert Event.objects.get(kind="case.taken_up").details == details


def test_what_is_at_hand_is_not_taken_up_again(replied, agent, now):
    case = snooze(by=agent, case=replied, until=now + timedelta(days=2), now=now)
    for hours in (3, 1):
        take_up(by=agent, case=case, reply_by=now + timedelta(hours=hours), now=now)
    assert Case.objects.get().due_at == now + timedelta(hours=3)
    assert Event.objects.filter(kind="case.taken_up").count() == 1


def test_a_colleague_does_not_take_it_up_but_the_lead_does(replied, agent, other_agent, lead, now):
    case = snooze(by=agent, case=replied, until=now + timedelta(days=2), now=now)
    with pytest.raises(NotAllowed):
        take_up(by=other_agent, case=case, reply_by=now, now=now)
    take_up(by=lead, case=case, reply_by=now + timedelta(hours=2), now=now)
    assert (Case.objects.get().owner, Case.objects.get().state) == (agent, CaseState.OWNED)


def test_a_colleague_can_not_but_the_lead_can(replied, other_agent, lead, now):
    until = now + timedelta(days=2)
    with pytest.raises(NotAllowed):
        snooze(by=other_agent, case=replied, until=until, now=now)
    assert snooze(by=lead, case=replied, until=until, now=now).owner == replied.owner


@pytest.fixture
def at(monkeypatch, client, agent, replied):
    """What the page offers at a moment of the board's own clock."""
    client.force_login(agent)

    def offered(*moment) -> list[str]:
        local = datetime(*moment, tzinfo=ZoneInfo("Europe/Amsterdam"))
        monkeypatch.setattr(clock, "now", lambda: local)
        text = client.get(f"/desk/{replied.pk}/aside/").content.decode()
        return re.findall(r'name="choice" value="\w+"[^>]*><span>([^<]+)</span>', text)

    return offered


@pytest.fixture
def hours(board):
    """Open on working days from nine; webcare replies within two hours."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    week = {day: ["09:00", "17:30"] if day not in ("sat", "sun") else None for day in days}
    Policy.objects.create(board=board, hours=week)


def test_moments_are_when_the_board_opens_and_say_when_the_customer_hears(at, hours):
    assert at(2026, 11, 18, 12) == [
        "Tomorrow, Thursday 19 November 09:00; the customer hears before Thursday 19 November 11:00",
        "Monday 23 November 09:00; the customer hears before Monday 23 November 11:00",
    ]
    # On Friday nobody is there tomorrow, and three days on is the Monday.
    assert at(2026, 11, 20, 12) == [
        "Monday 23 November 09:00; the customer hears before Monday 23 November 11:00",
    ]


def test_the_night_the_clock_changes_it_is_still_nine(at, hours):
    assert at(2027, 3, 26, 12) == ["Tuesday 30 March 09:00; the customer hears before Tuesday 30 March 11:00"]


def test_it_comes_back_before_its_promise_and_its_owner_is_told_once(replied, agent, now):
    until, hear_by = now + timedelta(days=3), now + timedelta(days=3, hours=2)
    snooze(by=agent, case=replied, until=until, hear_by=hear_by, now=now)
    assert come_back(until - timedelta(seconds=1)) == 0
    for _twice in range(2):
        come_back(until)
    case = Case.objects.get()
    assert (case.state, case.snoozed_until, case.due_at, case.alarm_due_at) == (
        CaseState.OWNED,
        None,
        hear_by,
        hear_by,
    )
    told = Notification.objects.get(kind="case-back")
    assert (told.member, sentence(told)) == (
        agent,
        f"What you put aside is back: {case.question.title}",
    )
    assert Event.objects.filter(kind="case.came_back").count() == 1


def test_a_word_to_the_customer_is_no_answer(case, question, agent, now):
    case = take_case(by=agent, case=case, now=now)
    snooze(by=agent, case=case, until=now + timedelta(days=1), now=now, word=WORD, form_key="w")
    assert [(word.body, word.author) for word in Comment.objects.all()] == [(WORD, agent)]
    assert not question.answers.exists() and Case.objects.get().replied_at is None


def test_in_private_only_the_customer_reads_the_word(client, case, agent, now):
    case = take_case(by=agent, case=case, now=now)
    go_private(by=agent, case=case, reason="We need the contract number", now=now)
    client.force_login(agent)
    assert "Only the customer and the desk read it." in client.get(f"/desk/{case.pk}/aside/").content.decode()
    said = {"choice": "tomorrow", "body": "I call you on 06 12345678.", "form_key": "f"}
    assert client.post(f"/desk/{case.pk}/aside/", said).status_code == 302
    assert PrivateMessage.objects.get().body == "I call you on 06 12345678."
    assert not Comment.objects.exists()


def test_a_colleagues_answer_meanwhile_leaves_the_moment_the_customer_was_told(
    replied, question, employee, agent, now
):
    until, later = now + timedelta(days=3), now + timedelta(hours=1)
    snooze(by=agent, case=replied, until=until, now=now)
    settle_reply(question=question, answer=make_answer(question=question, by=employee, now=later))
    case = Case.objects.get()
    assert (case.snoozed_until, case.due_at, case.replied_at) == (until, until, later)


def test_on_the_page(client, replied, agent):
    client.force_login(agent)
    assert "Tomorrow, " in client.get(f"/desk/{replied.pk}/aside/").content.decode()
    answer = client.post(f"/desk/{replied.pk}/aside/", {"choice": "three_days", "form_key": "f"})
    assert (answer.status_code, answer["Location"]) == (302, replied.path())
    page = client.get(replied.path()).content.decode()
    assert "the customer knows" in page and "Take it up now" in page
    client.post(f"/desk/{replied.pk}/take-up/")
    assert Case.objects.get().state == CaseState.OWNED


def test_what_was_typed_is_kept_at_a_refusal(client, case, agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    typed = {"choice": "three_days", "moment": "2020-01-01T09:00", "body": WORD, "form_key": "f"}
    page = client.post(f"/desk/{case.pk}/aside/", typed)
    text = page.content.decode()
    assert page.status_code == 400 and "Choose a moment that is still to come." in text
    assert WORD in text and 'value="three_days" checked' in text and "2020-01-01T09:00" in text
    assert not Case.objects.get().snoozed_until


def test_a_typed_moment_says_more_than_the_choice(client, replied, agent):
    client.force_login(agent)
    moment = (
        (clock.now() + timedelta(days=7))
        .astimezone(ZoneInfo("Europe/Amsterdam"))
        .replace(second=0, microsecond=0)
    )
    client.post(
        f"/desk/{replied.pk}/aside/", {"choice": "tomorrow", "moment": moment.strftime("%Y-%m-%dT%H:%M")}
    )
    assert Case.objects.get().snoozed_until == moment


def test_personal_data_in_the_word_are_pointed_out_first(client, case, agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    typed = {"choice": "tomorrow", "body": "I call you at 06 12 34 56 78 on Thursday.", "form_key": "f"}
    page = client.post(f"/desk/{case.pk}/aside/", typed)
    assert page.status_code == 400 and "This does not belong in public" in page.content.decode()
    client.post(f"/desk/{case.pk}/aside/", {**typed, "guard": "mask"})
    assert "12 34" not in Comment.objects.get().body


def test_what_the_crowd_solved_meanwhile_is_no_longer_put_aside(replied, question, helper, asker, agent, now):
    snooze(by=agent, case=replied, until=now + timedelta(days=3), now=now)
    answer = make_answer(question=question, by=helper, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    close_by_crowd(question=question, now=now)
    case = Case.objects.get()
    assert (case.state, case.snoozed_until, case.due_at) == (CaseState.WAITING, None, None)


def test_a_reply_from_before_the_case_came_back_is_not_the_last_word(replied, question, agent, now):
    resolve_case(
        by=agent, case=replied, cause="A wrong date", learned="", public_line="It was put right.", now=now
    )
    later = now + timedelta(days=8)
    open_case(question=question, reason="check", due_at=later, alarm_at=later, now=later)
    case = Case.objects.select_related("question__author").get()
    assert (case.outcome, case.cause) == ("", "A wrong date")
    with pytest.raises(SayItFirst):
        snooze(by=agent, case=case, until=later + timedelta(days=1), now=later)
    with pytest.raises(NoReplyYet):
        resolve_case(
            by=agent, case=case, cause="A wrong date", learned="", public_line="Done again.", now=later
        )


def test_right_after_a_reply_it_is_put_aside_at_once(client, case, agent, question, asker, now, monkeypatch):
    case = take_case(by=agent, case=case, now=now)
    make_comment(question=question, by=asker, now=now, body="Is anybody there?")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/write/", {"to": "public", "body": "I am looking into it.", "form_key": "r"})
    assert client.post(f"/desk/{case.pk}/aside/", {"choice": "tomorrow"}).status_code == 302
    assert Case.objects.get().snoozed_until is not None

"""A week in which nobody works: leads, owners and askers hear of it, and are not flooded."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from community.notifications.letters import deliver, sentence
from community.notifications.models import Notification
from forum.escalation import sweep as sweeping
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.models import Policy
from forum.webcare import alarms
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ALARMS = ("case-unowned", "case-late", "case-slipped")


def play(since: str, until: str, minutes: int = 30) -> None:
    """What runs by itself, every so many minutes."""
    moment = local(since)
    while moment <= local(until):
        sweeping.run(moment)
        alarms.watch(moment)
        deliver(moment)
        moment += timedelta(minutes=minutes)


def lettered(member, *kinds: str) -> list[str]:
    """When letters went out, on the clock of Amsterdam."""
    rows = Notification.objects.filter(member=member, kind__in=kinds, lettered_at__isnull=False)
    moments = rows.order_by("lettered_at").values_list("lettered_at", flat=True)
    return [f"{moment.astimezone(AMSTERDAM):%a %H:%M}" for moment in moments]


@pytest.fixture
def round_the_clock(board):
    return Policy.objects.create(board=board, round_the_clock=True)


def test_a_case_nobody_looks_at_alarms_its_lead_once_a_day(board, asker, lead, now):
    for _case in range(3):
        question = make_question(board=board, by=asker, now=now)
        call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    play("2026-11-17T09:00", "2026-11-20T20:00")
    assert lettered(lead, "case-unowned") == ["Tue 10:00"]
    # When it slips, and each morning as long as more promises do.
    assert lettered(lead, "case-late") == ["Tue 11:00", "Wed 09:00", "Thu 09:00"]
    assert {sentence(one) for one in Notification.objects.filter(kind="case-late")} == {
        "3 cases are past their promise"
    }


def test_what_its_owner_lets_slip_is_told_the_owner_too(board, asker, lead, agent, question, now):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    take_case(by=agent, case=Case.objects.get(), now=now)
    play("2026-11-17T09:00", "2026-11-18T20:00")
    told = Notification.objects.filter(member=agent, kind="case-slipped").order_by("pk")
    assert [sentence(one) for one in told] == [
        f"The promise on your case passed without a reply: {question.title}",
        f"Your case still waits for the reply that was promised: {question.title}",
    ]
    assert lettered(agent, "case-slipped") == ["Tue 11:00", "Wed 09:00"]


def test_the_asker_gets_one_letter_a_day_and_reads_each_new_time_on_the_site(
    board, asker, question, now, sweep, climb_of
):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    play("2026-11-17T09:00", "2026-11-18T20:00")
    # Promised for 11:00, then 13:00, 17:00, and Wednesday 16:30.
    told = Notification.objects.filter(member=asker, kind="promise-slipped").order_by("pk")
    times = ["Tuesday 13:00", "Tuesday 17:00", "Wednesday 16:30", "Friday 15:30"]
    assert [f"before {moment}:" in sentence(one) for one, moment in zip(told, times, strict=True)] == [
        True
    ] * 4
    assert [one.read_at is None for one in told] == [False, False, False, True]
    assert lettered(asker, "promise-slipped") == ["Tue 11:00", "Wed 16:30"]


def test_at_night_the_letter_waits_until_eight_and_says_the_newest_time(
    round_the_clock, question, asker, mailoutbox
):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T20:30"))
    play("2026-11-17T20:30", "2026-11-18T07:59")
    assert Notification.objects.filter(member=asker, kind="promise-slipped").count() == 3
    assert lettered(asker, "promise-slipped") == []
    play("2026-11-18T08:00", "2026-11-18T08:00")
    assert lettered(asker, "promise-slipped") == ["Wed 08:00"]
    (letter,) = [one for one in mailoutbox if "takes longer" in one.subject]
    assert "before Wednesday 12:30" in letter.subject


def test_the_night_is_that_of_the_asker(round_the_clock, question, asker):
    asker.time_zone = "America/New_York"
    asker.save()
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T22:30"))
    play("2026-11-17T22:30", "2026-11-18T01:00")
    assert lettered(asker, "promise-slipped") == ["Wed 00:30"]


def test_a_letter_that_waits_is_not_sent_when_somebody_answered_meanwhile(
    round_the_clock, question, asker, agent
):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T20:30"))
    play("2026-11-17T20:30", "2026-11-17T23:00")
    waiting = Notification.objects.filter(member=asker, kind="promise-slipped", letter_due_at__isnull=False)
    assert waiting.count() == 1
    reply(
        by=agent, case=Case.objects.select_related("question").get(), body="We changed it at our side.",
        form_key="k", now=local("2026-11-17T23:10"),
    )  # fmt: skip
    play("2026-11-17T23:30", "2026-11-17T23:30")
    assert waiting.count() == 0


def test_the_lead_of_a_board_that_never_closes_sleeps_through_what_is_known(
    round_the_clock, question, asker, lead
):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T20:30"))
    play("2026-11-17T20:30", "2026-11-18T12:00")
    assert lettered(lead, *ALARMS) == ["Tue 21:30", "Tue 22:30", "Wed 09:00"]


def test_who_had_our_reply_reads_that_they_hear_from_us_again(question, asker, agent, now, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    case = take_case(by=agent, case=Case.objects.get(), now=now)
    reply(by=agent, case=case, body="We look into it at our side.", form_key="k", now=now)
    sweep("09:00")
    sweep("2026-11-18T09:00")
    told = Notification.objects.get(member=asker, kind="promise-slipped")
    assert sentence(told).startswith("We are later than we said. You hear from us again before ")


def test_helpers_are_not_told_that_nobody_answered_when_somebody_did(
    board, asker, helper, stranger, question, now, sweep
):
    before = make_question(board=board, by=asker, now=now - timedelta(days=3))
    make_answer(question=before, by=helper, now=now - timedelta(days=3))
    make_answer(question=question, by=stranger, now=local("2026-11-17T09:30"))
    sweep("09:30")
    say_not_yet(by=asker, question=question, now=local("2026-11-17T10:00"))
    sweep("12:00")
    told = [sentence(one) for one in Notification.objects.filter(kind="helper-asked")]
    assert told and all(words.startswith("It is not solved yet, and you often know:") for words in told)

"""A case has one owner, is never closed in silence, and tells the asker how it ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.notifications.models import Notification
from forum.rules import NotAllowed
from forum.webcare.actions.note import write_note
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import AlreadyOwned, Finished, give_back, hand_over, take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import NoReplyYet, resolve_case
from forum.webcare.models import Case, CaseReason, CaseState, Note
from tests.builders import make_answer

pytestmark = pytest.mark.django_db

WORDS = {
    "cause": "Move order split in two",
    "learned": "",
    "public_line": "The old contract was ended and the payment went back.",
}


def told(kind: str) -> list[int]:
    return list(Notification.objects.filter(kind=kind).order_by("member").values_list("member_id", flat=True))


def test_the_desk_is_told_of_a_new_case(agent, lead, case):
    assert told("case-opened") == sorted([agent.pk, lead.pk])
    assert case.state == CaseState.OPEN


def test_a_question_has_one_open_case(case, question, now):
    again = open_case(question=question, reason=CaseReason.URGENT, due_at=now, alarm_at=now, now=now)
    assert again is None
    assert Case.objects.count() == 1


def test_two_agents_take_it_at_once_and_the_loser_hears_who_won(case, agent, other_agent, now):
    seen_by_both = Case.objects.get(pk=case.pk)
    take_case(by=agent, case=case, now=now)
    with pytest.raises(AlreadyOwned, match="Nienke Postma took this case") as refusal:
        take_case(by=other_agent, case=seen_by_both, now=now)
    assert refusal.value.owner == agent
    assert Case.objects.get().owner == agent
    assert Event.objects.filter(kind="case.taken").count() == 1


def test_taking_ones_own_case_again_changes_nothing(case, agent, now):
    take_case(by=agent, case=case, now=now)
    assert take_case(by=agent, case=case, now=now).owner == agent
    assert Event.objects.filter(kind="case.taken").count() == 1


def test_only_webcare_takes_cases(case, helper, employee, now):
    for member in (helper, employee):
        with pytest.raises(NotAllowed):
            take_case(by=member, case=case, now=now)


def test_a_reply_takes_the_case_and_stops_the_clock(case, agent, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    case.refresh_from_db()
    assert (case.owner, case.state, case.replied_at) == (agent, CaseState.WAITING, now)
    assert (case.due_at, case.alarm_due_at) == (None, None)


def test_who_does_not_own_it_can_note_but_not_reply(case, agent, other_agent, now):
    case = take_case(by=agent, case=case, now=now)
    with pytest.raises(NotAllowed):
        reply(by=other_agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    write_note(by=other_agent, case=case, body="I know this customer.", now=now)
    assert Note.objects.get().by == other_agent


def test_no_case_is_closed_without_a_reply_under_a_name(case, agent, helper, question, now):
    case = take_case(by=agent, case=case, now=now)
    make_answer(question=question, by=helper, now=now)
    with pytest.raises(NoReplyYet):
        resolve_case(by=agent, case=case, now=now, **WORDS)
    assert Case.objects.get().state == CaseState.OWNED


def test_resolving_tells_the_asker_with_the_public_line(case, agent, asker, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    case.refresh_from_db()
    resolve_case(by=agent, case=case, now=now, **WORDS)
    assert told("case-resolved") == [asker.pk]
    assert Notification.objects.get(kind="case-resolved").details["quote"] == WORDS["public_line"]
    event = Event.objects.get(kind="case.resolved")
    assert event.details == {}, "the line stands on the case, where it can be mended"
    assert event.thread == f"question:{case.question_id}"
    assert Notification.objects.unread().filter(kind="case-opened").count() == 0


@pytest.mark.parametrize("missing", ["cause", "public_line"])
def test_resolving_takes_a_cause_and_a_public_line(case, agent, now, missing):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    case.refresh_from_db()
    with pytest.raises(ValidationError):
        resolve_case(by=agent, case=case, now=now, **{**WORDS, missing: "  "})


def test_a_case_opens_again_as_the_same_row_to_the_same_owner(case, agent, question, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    case.refresh_from_db()
    resolve_case(by=agent, case=case, now=now, **WORDS)
    due_at = now + timedelta(days=1)
    again = open_case(
        question=question, reason=CaseReason.NOT_SOLVED, due_at=due_at, alarm_at=due_at, now=now
    )
    assert (again.pk, again.owner, again.state, again.due_at) == (case.pk, agent, CaseState.OWNED, due_at)
    assert told("case-back") == [agent.pk]


def test_a_finished_case_can_not_be_taken(case, agent, other_agent, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    case.refresh_from_db()
    resolve_case(by=agent, case=case, now=now, **WORDS)
    with pytest.raises(Finished):
        take_case(by=other_agent, case=case, now=now)


def test_handing_over_says_why_to_colleagues_only(case, agent, other_agent, now):
    case = take_case(by=agent, case=case, now=now)
    hand_over(by=agent, to=other_agent, case=case, reason="You know this address.", now=now)
    assert Case.objects.get().owner == other_agent
    assert Note.objects.get().body == "You know this address."
    assert told("case-handed-over") == [other_agent.pk]
    details = {"from": agent.pk, "to": other_agent.pk, "note": Note.objects.get().pk}
    assert Event.objects.get(kind="case.handed_over").details == details, "numbers alone: no names, no words"


def test_giving_back_lets_anybody_take_it(case, agent, other_agent, now):
    case = take_case(by=agent, case=case, now=now)
    give_back(by=agent, case=case, reason="I am off for a week.", now=now)
    assert take_case(by=other_agent, case=case, now=now).owner == other_agent


def test_a_colleague_can_not_give_away_what_is_not_theirs_but_the_lead_can(
    case, agent, other_agent, lead, now
):
    case = take_case(by=agent, case=case, now=now)
    with pytest.raises(NotAllowed):
        give_back(by=other_agent, case=case, reason="", now=now)
    give_back(by=lead, case=case, reason="Nienke is ill.", now=now)
    assert Case.objects.get().state == CaseState.OPEN


def test_who_hands_over_too_late_is_told_who_has_it(case, agent, other_agent, lead, now):
    mine = take_case(by=agent, case=case, now=now)
    hand_over(by=lead, to=lead, case=Case.objects.get(), reason="She is ill today.", now=now)
    with pytest.raises(AlreadyOwned, match=lead.name):
        hand_over(by=agent, to=other_agent, case=mine, reason="I stopped at the meter.", now=now)
    with pytest.raises(AlreadyOwned):
        give_back(by=agent, case=mine, reason="I stopped at the meter.", now=now)
    assert Case.objects.get().owner == lead

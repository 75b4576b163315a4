"""The check: a week after a solution its asker is asked the one question; yes, no and silence each have their end."""

from datetime import timedelta

import pytest

from community.events.models import Event
from community.notifications.letters import deliver
from community.notifications.models import Notification
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.communal import give_to_community
from forum.actions.visibility import hide_post, restore_post
from forum.escalation import checking, reminding
from forum.escalation.actions.confirm_check import NoLongerAsked, confirm_check
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.ladder import Rung
from forum.escalation.models import Check, Policy
from forum.escalation.queries import due_moments
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case
from reputation import standings
from reputation.models import Reason
from tests.builders import make_answer, make_comment, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
WEEK_LATER = "2026-11-24T11:00"


@pytest.fixture
def solved(question, asker, helper, sweep):
    """Asked on Tuesday at nine, answered at ten and accepted at eleven."""
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweep("11:00")
    return answer


@pytest.fixture
def resolved(question, agent, lead, sweep):
    """A case since five in the afternoon, answered by webcare at half past five and resolved the next morning."""
    sweep("17:00")
    case = Case.objects.get()
    reply(
        by=agent,
        case=case,
        body="We set the line to another profile.",
        form_key="r",
        now=local("2026-11-17T17:20"),
    )
    resolve_case(
        by=agent, case=Case.objects.select_related("question").get(), cause="a line profile", learned="",
        public_line="The line has another profile.", now=local("2026-11-18T11:00"),
    )  # fmt: skip
    sweep("2026-11-18T11:00")
    return Case.objects.get()


def ask(moment: str = WEEK_LATER) -> int:
    return checking.ask_checks(local(moment))


def asked(member) -> int:
    return Notification.objects.filter(kind="check", member=member).count()


def states() -> list[str]:
    return list(Check.objects.order_by("pk").values_list("state", flat=True))


def say(member, *, at: str = "2026-11-24T12:00", **reply_) -> Check:
    given = {"still_solved": True, "felt": "glad"} | reply_
    return confirm_check(by=member, check=Check.objects.latest("pk"), now=local(at), **given)


def test_a_week_after_the_solution_and_once(question, asker, solved):
    assert [ask(at) for at in ("2026-11-24T10:59", WEEK_LATER, WEEK_LATER)] == [0, 1, 0]
    assert (asked(asker), states()) == (1, ["asked"])
    event = Event.objects.get(kind="check.asked")
    assert (event.thread, event.actor) == (question.subject, None)


def test_the_letter_has_a_link_for_each_reply(asker, solved, mailoutbox):
    ask()
    deliver(local(WEEK_LATER))
    (letter,) = [one for one in mailoutbox if "still solved" in one.subject]
    for end in ("?say=glad", "?say=fair", "?say=poor", "?say=no"):
        assert f"/{end}" in letter.body and f"/{end}" in letter.alternatives[0][0]


def test_a_worker_that_was_down_for_a_week_asks_late_and_once(asker, solved):
    assert [ask(at) for at in ("2026-12-01T11:00", "2026-12-01T11:05")] == [1, 0]
    assert Check.objects.get().due_at == local("2026-12-15T11:00")
    assert asked(asker) == 1


def test_two_weeks_of_silence_close_it(asker, solved):
    ask()
    assert [ask(at) for at in ("2026-12-08T10:59", "2026-12-08T11:00", "2026-12-08T11:00")] == [0, 1, 0]
    assert states() == ["unconfirmed"]
    assert Notification.objects.get(kind="check").read_at is not None
    with pytest.raises(NoLongerAsked):
        say(asker)


def test_silence_closes_a_resolved_case_and_keeps_its_cause(asker, resolved):
    assert ask("2026-11-25T11:00") == 1
    assert ask("2026-12-09T11:00") == 1
    case = Case.objects.get()
    assert (case.state, case.cause, states()) == ("closed", "a line profile", ["unconfirmed"])
    assert Event.objects.filter(kind="case.closed", details__cause="unconfirmed").exists()


def test_a_solution_taken_back_is_not_asked_about_and_a_new_one_anew(asker, helper, question, solved, sweep):
    undo_acceptance(by=asker, answer=solved, now=local("2026-11-18T11:00"))
    sweep("2026-11-18T11:00")
    assert states() == ["dropped"]
    accept_answer(by=asker, answer=Answer.objects.get(), now=local("2026-11-19T11:00"))
    sweep("2026-11-19T11:00")
    assert [ask(at) for at in (WEEK_LATER, "2026-11-26T11:00")] == [0, 1]
    assert states() == ["dropped", "asked"]


def test_one_that_was_taken_back_a_moment_before_is_not_asked_about(asker, solved):
    # The sweep has not followed it yet.
    undo_acceptance(by=asker, answer=solved, now=local(WEEK_LATER))
    ask()
    assert (states(), asked(asker)) == (["dropped"], 0)


def test_following_again_changes_nothing(question, solved, stranger, sweep):
    make_comment(question=question, by=stranger, now=local("2026-11-18T11:00"))
    sweep("2026-11-18T11:00")
    ask()
    sweep(WEEK_LATER)
    assert states() == ["asked"]


@pytest.mark.parametrize(("days", "moment"), [(0, None), (3, "2026-11-20T11:00"), (7, WEEK_LATER)])
def test_a_manager_sets_after_how_many_days(board, manager, asker, solved, days, moment):
    edit_policy(by=manager, policy=Policy(board=board, check_after_days=days), now=local("2026-11-18T11:00"))
    ask(moment or WEEK_LATER)
    assert (asked(asker), states()) == ((1, ["asked"]) if moment else (0, ["dropped"]))


def test_a_board_that_never_asks_plans_nothing(board, asker, helper, sweep):
    Policy.objects.create(board=board, check_after_days=0)
    question = make_question(board=board, by=asker, now=local("2026-11-17T09:00"))
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweep("11:00")
    assert not Check.objects.exists()


def test_imported_history_is_not_asked_about_until_a_person_here_accepts(
    board, asker, helper, question, sweep
):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    Answer.objects.update(accepted_at=local("2026-11-17T10:30"), acceptances=1)
    Question.objects.update(origin="import", accepted_count=1)
    make_comment(question=Question.objects.get(), by=helper, now=local("2026-11-17T10:40"))
    sweep("11:00")
    assert not Check.objects.exists()
    Answer.objects.update(accepted_at=None)
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T12:00"))
    sweep("12:00")
    assert states() == ["planned"]


def test_what_was_solved_long_ago_is_not_asked_about(question, asker, helper, sweep):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweep("2027-01-17T11:00")
    assert not Check.objects.exists()


def test_a_question_solved_before_the_ladder_saw_it_is_asked_about_too(question, asker, helper, sweep):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T09:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T09:00"))
    sweep("09:01")
    assert ask("2026-11-24T09:00") == 1


def test_a_reminder_of_yesterday_makes_the_check_wait(board, question, asker, helper, sweep):
    Policy.objects.create(board=board, check_after_days=1)
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    assert reminding.remind(local("2026-11-19T10:00")) == 1
    accept_answer(by=asker, answer=answer, now=local("2026-11-19T11:00"))
    sweep("2026-11-19T11:00")
    assert [ask(at) for at in ("2026-11-20T11:00", "2026-11-21T09:59", "2026-11-21T10:00")] == [1, 0, 1]
    assert asked(asker) == 1


def test_a_check_of_yesterday_makes_the_reminder_wait(
    board, question, asker, solved, helper, sweep, climb_of
):
    Policy.objects.create(board=board, remind_after_days=1, remind_again_after_days=0)
    ask()
    undo_acceptance(by=asker, answer=solved, now=local("2026-11-24T11:30"))
    make_answer(question=question, by=helper, now=local("2026-11-24T11:40"), body="Then try another channel.")
    sweep("2026-11-24T12:00")
    assert [reminding.remind(local(at)) for at in ("2026-11-25T12:00", "2026-11-26T11:00")] == [0, 1]


def test_what_webcare_resolved_has_its_check_and_no_reminders(question, asker, resolved):
    for day in range(19, 25):
        assert reminding.remind(local(f"2026-11-{day}T18:00")) == 0
    assert ask("2026-11-25T11:00") == 1
    assert (asked(asker), Check.objects.get().answer) == (1, None)


def test_an_answer_accepted_after_webcare_resolved_it_is_the_same_solution(asker, agent, resolved, sweep):
    accept_answer(by=asker, answer=Answer.objects.get(), now=local("2026-11-19T11:00"))
    sweep("2026-11-19T11:00")
    check = Check.objects.get()
    assert (check.state, check.answer, check.helper) == ("planned", Answer.objects.get(), agent)
    assert ask("2026-11-25T11:00") == 1


def test_yes_is_worth_five_points_once_and_told_to_the_helper(asker, helper, solved):
    ask()
    before = standings.of(helper)
    say(asker, words="  Never dropped <b>since</b>. ")
    check = Check.objects.get()
    assert (check.state, check.felt, check.words) == ("yes", "glad", "Never dropped <b>since</b>.")
    assert standings.of(helper) == before + 5
    with pytest.raises(NoLongerAsked):
        say(asker)
    assert standings.of(helper) == before + 5
    assert Notification.objects.filter(kind="check-confirmed", member=helper).count() == 1


def test_the_points_go_with_the_acceptance(asker, helper, solved):
    before = standings.of(helper) - 15
    ask()
    say(asker)
    undo_acceptance(by=asker, answer=solved, now=local("2026-11-25T12:00"))
    assert standings.of(helper) == before
    assert not helper.entries.filter(reason=Reason.CHECK_CONFIRMED, reversed_by=None, reverses=None).exists()


def test_and_with_the_answer_and_come_back_with_it(asker, helper, moderator, solved):
    ask()
    say(asker)
    before = standings.of(helper)
    hide_post(by=moderator, post=solved, reason="not fit to be read", now=local("2026-11-25T12:00"))
    assert standings.of(helper) == before - 20
    restore_post(
        by=moderator, post=Answer.objects.get(), reason="it is fine after all", now=local("2026-11-26T12:00")
    )
    assert standings.of(helper) == before


def test_points_of_an_acceptance_undone_while_it_was_hidden_stay_away(asker, helper, moderator, solved):
    ask()
    say(asker)
    before = standings.of(helper)
    hide_post(by=moderator, post=solved, reason="not fit to be read", now=local("2026-11-25T12:00"))
    undo_acceptance(by=None, answer=Answer.objects.get(), now=local("2026-11-25T13:00"))
    restore_post(
        by=moderator, post=Answer.objects.get(), reason="it is fine after all", now=local("2026-11-26T12:00")
    )
    assert standings.of(helper) == before - 20


def test_nobody_earns_by_their_own_solution(asker, question, sweep):
    answer = make_answer(question=question, by=asker, now=local("2026-11-17T10:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweep("11:00")
    ask()
    before = standings.of(asker)
    say(asker)
    assert standings.of(asker) == before


def test_nor_by_what_was_given_to_the_community(asker, helper, solved):
    give_to_community(by=helper, post=solved, now=local("2026-11-18T11:00"))
    ask()
    before = standings.of(helper)
    say(asker)
    assert standings.of(helper) == before


def test_yes_makes_a_resolved_case_checked(asker, resolved, sweep):
    ask("2026-11-25T11:00")
    say(asker, at="2026-11-25T12:00", felt="fair")
    sweep("2026-11-25T12:00")
    assert (Case.objects.get().state, states()) == ("checked", ["yes"])
    assert [ask(at) for at in ("2026-12-30T11:00",)] == [0]


def test_no_takes_the_acceptance_back_and_goes_straight_to_a_case(
    question, asker, helper, agent, solved, sweep
):
    ask()
    before = standings.of(helper)
    say(asker, still_solved=False, words="It drops again since Sunday.", form_key="k")
    assert standings.of(helper) == before - 15
    assert Answer.objects.get().accepted_at is None
    case = Case.objects.get()
    assert (case.reason, case.state, case.due_at) == ("check", "open", local("2026-11-24T14:00"))
    assert Comment.objects.get().body == "It drops again since Sunday."
    assert (states(), Question.objects.get().state) == (["no"], "answered")
    # What follows changes nothing: webcare has it.
    swept = sweep("2026-11-24T12:01")
    assert (swept.steps, Case.objects.get().state) == ([], "open")
    kinds = set(Event.objects.filter(thread=question.subject).values_list("kind", flat=True))
    assert {"check.asked", "check.denied", "answer.unaccepted", "case.opened"} <= kinds


def test_no_gives_a_resolved_case_back_to_its_owner(asker, agent, resolved, sweep, climb_of, question):
    ask("2026-11-25T11:00")
    say(asker, at="2026-11-25T12:00", still_solved=False)
    sweep("2026-11-25T12:01")
    case = Case.objects.get()
    assert (case.state, case.owner, case.reason) == ("owned", agent, "check")
    assert Notification.objects.filter(kind="case-back", member=agent).exists()
    assert climb_of(question).rung == Rung.WEBCARE


def test_solved_once_more_after_a_no_it_is_asked_once_more(asker, agent, resolved, sweep, question):
    ask("2026-11-25T11:00")
    say(asker, at="2026-11-25T12:00", still_solved=False)
    sweep("2026-11-25T12:01")
    case = Case.objects.select_related("question").get()
    reply(by=agent, case=case, body="We replaced the modem now.", form_key="s", now=local("2026-11-25T13:00"))
    sweep("2026-11-25T13:00")
    resolve_case(
        by=agent, case=Case.objects.select_related("question").get(), cause="a broken modem", learned="",
        public_line="The modem is another one.", now=local("2026-11-26T11:00"),
    )  # fmt: skip
    sweep("2026-11-26T11:00")
    assert states() == ["no", "planned"]
    assert ask("2026-12-03T11:00") == 1
    say(asker, at="2026-12-03T12:00")
    assert states() == ["no", "yes"]


@pytest.mark.parametrize("person", ["helper", "stranger", "employee", "agent", "moderator", "manager"])
def test_only_the_asker_replies(request, asker, solved, person):
    ask()
    with pytest.raises(NotAllowed):
        say(request.getfixturevalue(person))
    assert states() == ["asked"]


def test_before_it_is_asked_nobody_replies(asker, solved):
    with pytest.raises(NoLongerAsked):
        say(asker)


def test_an_asker_who_is_gone_is_not_asked(asker, solved):
    asker.is_active = False
    asker.save()
    ask()
    assert (asked(asker), states()) == (0, ["unconfirmed"])


def test_a_refused_question_is_not_asked_about(resolved, sweep, question, stranger):
    Check.objects.all().delete()
    Case.objects.update(outcome="refused")
    make_comment(question=question, by=stranger, now=local("2026-11-18T12:00"))
    sweep("2026-11-18T12:00")
    assert not Check.objects.exists()


def test_one_that_fails_does_not_keep_the_others_waiting(board, asker, helper, sweep, monkeypatch):
    questions = [make_question(board=board, by=asker, now=local("2026-11-17T09:00")) for _ in range(2)]
    for question in questions:
        answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
        accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweep("11:00")
    real = checking.token_for

    def break_first(check, member):
        if check.question_id == questions[0].pk:
            raise RuntimeError("broken")
        return real(check, member)

    with monkeypatch.context() as broken:
        broken.setattr(checking, "token_for", break_first)
        assert ask() == 1
    assert sorted(states()) == ["asked", "planned"]
    assert ask("2026-11-24T11:05") == 1


def test_the_demo_clock_stops_when_it_is_asked(solved):
    start = local("2026-11-23T00:00")
    assert local(WEEK_LATER) in due_moments(start, start + timedelta(days=3))


def test_a_hidden_question_is_not_asked_about(question, moderator, asker, solved):
    hide_post(by=moderator, post=question, reason="not fit to be read", now=local("2026-11-18T11:00"))
    ask()
    assert (asked(asker), states()) == (0, ["dropped"])

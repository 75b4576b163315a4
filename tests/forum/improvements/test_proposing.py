"""Many with the same trouble propose an improvement by themselves, once."""

from datetime import timedelta

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.duplicate import mark_duplicate
from forum.actions.follow import join_question
from forum.actions.merge import merge_question
from forum.actions.remove import remove_post
from forum.actions.visibility import hide_post
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather_learning, open_improvement
from forum.improvements.actions.learn import note_learning, note_recurrence
from forum.improvements.actions.propose import propose_due
from forum.improvements.actions.tell_changes import tell_due
from forum.improvements.models import Improvement, Learning, State, Thresholds
from forum.models import Question
from tests.builders import make_answer, make_member, make_question

pytestmark = pytest.mark.django_db
MANY_ME_TOOS, MANY_OF_ONE_CAUSE = 10, 5


def joined(question, count):
    Question.objects.filter(pk=question.pk).update(me_too_count=count)


def test_many_me_toos_propose_one_to_the_manager_and_never_again(question, manager, now):
    joined(question, MANY_ME_TOOS - 1)
    assert propose_due(now) == 0
    joined(question, MANY_ME_TOOS)
    assert propose_due(now) == 1
    proposal = Improvement.objects.get()
    assert (proposal.state, proposal.title, list(proposal.questions.all())) == (
        State.PROPOSED, question.title, [question],
    )  # fmt: skip
    assert Notification.objects.filter(member=manager, kind="improvement-proposed").count() == 1
    joined(question, MANY_ME_TOOS * 3)
    assert propose_due(now + timedelta(days=1)) == 0


def test_one_that_was_not_taken_up_is_not_proposed_again(question, manager, now):
    joined(question, MANY_ME_TOOS)
    propose_due(now)
    change_state(
        by=manager, improvement=Improvement.objects.get(), state=State.DISMISSED, public_line="",
        public_line_nl="", now=now,
    )  # fmt: skip
    assert propose_due(now) == 0


def learned(board, by, employee, now, count):
    for number in range(count):
        question = make_question(board=board, by=by, now=now, title=f"Invoice number {number} came twice")
        note_learning(
            by=employee,
            question=question,
            said="Two systems send one.",
            cause="sent twice",
            department=None,
            now=now,
        )


def test_many_questions_of_one_cause_in_a_week_gather_in_one(board, asker, employee, manager, now):
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE - 1)
    assert propose_due(now) == 0
    learned(board, asker, employee, now, 1)
    assert propose_due(now) == 1
    proposal = Improvement.objects.get()
    assert proposal.title == "sent twice"
    assert proposal.questions.count() == proposal.learnings.count() == MANY_OF_ONE_CAUSE
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    assert propose_due(now) == 0, "the open one is where they belong"


def test_one_trouble_is_proposed_once_by_its_cause(board, asker, employee, manager, now):
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    joined(Question.objects.first(), MANY_ME_TOOS)
    assert propose_due(now) == 1
    assert Improvement.objects.get().title == "sent twice"


def test_a_proposal_of_one_question_takes_in_the_others_of_its_cause(board, asker, employee, manager, now):
    learned(board, asker, employee, now, 1)
    joined(Question.objects.get(), MANY_ME_TOOS)
    assert propose_due(now) == 1
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    assert propose_due(now) == 0
    proposal = Improvement.objects.get()
    assert (proposal.cause.name, proposal.questions.count()) == ("sent twice", MANY_OF_ONE_CAUSE + 1)


def test_questions_of_more_than_a_week_are_not_many_in_a_week(board, asker, employee, manager, now):
    learned(board, asker, employee, now - timedelta(days=8), MANY_OF_ONE_CAUSE)
    assert propose_due(now) == 0


def test_a_manager_says_from_how_many_on(question, manager, now):
    Thresholds.objects.create(me_toos=20)
    joined(question, 19)
    assert propose_due(now) == 0
    joined(question, 20)
    assert propose_due(now) == 1


def test_who_asks_while_it_is_worked_on_hears_of_it_now_and_next(board, asker, employee, manager, now):
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    propose_due(now)
    proposal = Improvement.objects.get()
    change_state(by=manager, improvement=proposal, state=State.HEARD, public_line="We heard you all.",
                 public_line_nl="", now=now)  # fmt: skip
    tell_due(now)
    late, again = make_member("Late"), make_member("Again")
    learned(board, late, employee, now, 1)
    same = make_question(board=board, by=again, now=now, title="Mine came twice as well")
    note_recurrence(by=employee, question=same, cause="sent twice", department=None, now=now)
    for _run in range(2):
        assert propose_due(now) == 0
    assert proposal.questions.count() == MANY_OF_ONE_CAUSE + 2
    assert (proposal.learnings.count(), proposal.recurrences.count()) == (MANY_OF_ONE_CAUSE + 1, 1)
    assert Event.objects.filter(kind="improvement.gathered", subject=proposal.subject).count() == 2
    change_state(by=manager, improvement=proposal, state=State.DONE, public_line="One system sends it now.",
                 public_line_nl="", now=now)  # fmt: skip
    tell_due(now)
    told = Notification.objects.filter(kind="improvement-changed")
    assert [told.filter(member=each).count() for each in (asker, late, again)] == [2, 2, 2]


def test_what_is_merged_stays_with_its_improvement(board, question, manager, moderator, helper, now):
    for number in range(MANY_ME_TOOS):
        join_question(by=make_member(f"Joiner {number}"), question=question, now=now)
    make_answer(question=question, by=helper, now=now)
    assert propose_due(now) == 1
    into = make_question(board=board, by=make_member("Other"), now=now, title="The same trouble once more")
    merge_question(by=moderator, question=Question.objects.get(pk=question.pk), into=into, now=now)
    assert propose_due(now) == 0
    proposal = Improvement.objects.get()
    assert set(proposal.questions.all()) == {question, into}
    change_state(by=manager, improvement=proposal, state=State.DONE, public_line="One system sends it now.",
                 public_line_nl="", now=now)  # fmt: skip
    tell_due(now)
    told = Notification.objects.filter(kind="improvement-changed").values_list("member__name", flat=True)
    assert len(told) == MANY_ME_TOOS + 3 and {helper.name, "Other"} <= set(told)


def test_who_asked_it_again_hears_of_it_too(board, improvement, question, manager, moderator, now):
    again = make_question(board=board, by=make_member("Again"), now=now, title="The same trouble once more")
    mark_duplicate(by=moderator, question=again, original=question, note="", now=now)
    change_state(by=manager, improvement=improvement, state=State.DONE, public_line="One invoice a month now.",
                 public_line_nl="", now=now)  # fmt: skip
    tell_due(now)
    assert Notification.objects.filter(kind="improvement-changed", member__name="Again").exists()


def test_what_one_cause_taught_long_ago_gathers_in_its_improvement(board, asker, employee, manager, now):
    learned(board, asker, employee, now - timedelta(days=30), 1)
    learned(board, asker, employee, now, 1)
    newest = Learning.objects.latest("pk")
    improvement = open_improvement(
        by=manager,
        title="One invoice a month, not two",
        title_nl="",
        cause=newest.cause,
        department=None,
        now=now,
    )
    gather_learning(by=manager, improvement=improvement, learning=newest, now=now)
    propose_due(now)
    assert not Learning.objects.loose().exists()
    assert improvement.questions.count() == 2


def test_after_it_is_done_a_new_one_is_counted_anew(board, asker, employee, manager, now):
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    propose_due(now)
    Improvement.objects.update(state=State.DONE, public_line="One system sends it now.")
    learned(board, asker, employee, now, 1)
    propose_due(now)
    assert Improvement.objects.get().questions.count() == MANY_OF_ONE_CAUSE


def test_a_proposal_loses_the_name_of_a_question_that_was_removed(client, question, manager, moderator, now):
    joined(question, MANY_ME_TOOS)
    propose_due(now)
    proposal, title = Improvement.objects.get(), question.title
    change_state(by=manager, improvement=proposal, state=State.HEARD, public_line="We heard you all.",
                 public_line_nl="", now=now)  # fmt: skip
    tell_due(now)
    assert title in client.get(proposal.path()).content.decode()
    hide_post(by=moderator, post=question, reason="It names somebody.", now=now)
    remove_post(by=moderator, post=Question.objects.get(), reason="It names somebody.", now=now)
    propose_due(now)
    page = client.get(proposal.path()).content.decode()
    assert title not in page and "What many people asked" in page
    assert Improvement.objects.get().title == ""
    told = Notification.objects.filter(subject=proposal.subject).values_list("details", flat=True)
    assert told and not any(title in str(details) for details in told)

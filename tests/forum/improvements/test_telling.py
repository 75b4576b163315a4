""" "You said, we did": everyone it concerns hears it once, in their language, also when a worker dies midway."""

import pytest
from django.core import mail

from community.notifications import letters
from community.notifications.models import Notification
from forum.actions.follow import join_question
from forum.improvements.actions import tell_changes
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, open_improvement
from forum.improvements.models import Change, State
from forum.webcare.models import Case, PrivateMessage
from tests.builders import make_answer, make_member, make_question

pytestmark = pytest.mark.django_db
LINE, LINE_NL = "There is one invoice a month now.", "Er is nu één rekening per maand."


@pytest.fixture
def done(improvement, manager, now):
    return lambda state=State.DONE: change_state(
        by=manager, improvement=improvement, state=state, public_line=LINE, public_line_nl=LINE_NL, now=now
    )


def told():
    return Notification.objects.filter(kind="improvement-changed")


def test_who_asked_joined_and_answered_is_told_and_nobody_else(done, question, asker, helper, stranger, now):
    joiner = make_member("Bilal")
    join_question(by=joiner, question=question, now=now)
    make_answer(question=question, by=helper, now=now)
    done()
    assert tell_changes.tell_due(now) == 3
    assert {one.member for one in told()} == {asker, joiner, helper}


def test_each_change_is_told_once(done, asker, now):
    done(State.HEARD)
    for _again in range(3):
        tell_changes.tell_due(now)
    assert told().count() == 1
    done()
    tell_changes.tell_due(now)
    assert told().count() == 2


def test_nobody_hears_the_end_before_the_beginning_while_another_worker_tells_that(
    done, asker, now, monkeypatch
):
    first, _second = done(State.HEARD), done()
    tell_next = tell_changes._next_batch
    with monkeypatch.context() as patched:
        held = lambda pk, now: None if pk == first.pk else tell_next(pk, now)  # noqa: E731
        patched.setattr(tell_changes, "_next_batch", held)
        assert tell_changes.tell_due(now) == 0
    tell_changes.tell_due(now)
    assert [one.details["variant"] for one in told().order_by("pk")] == [State.HEARD, State.DONE]


def test_by_mail_in_their_own_language(done, question, asker, now):
    asker.language = "nl"
    asker.save()
    done()
    tell_changes.tell_due(now)
    letters.deliver(now)
    letter = next(one for one in mail.outbox if one.to == [asker.email])
    assert "Eén rekening per maand" in letter.subject
    assert LINE_NL in letter.body


def test_a_worker_killed_in_the_middle_leaves_nobody_out_and_tells_nobody_twice(
    done, question, asker, now, monkeypatch
):
    crowd = [make_member(f"Number {n}") for n in range(30)]
    for person in crowd:
        join_question(by=person, question=question, now=now)
    monkeypatch.setattr(tell_changes, "BATCH", 7)
    tell, calls = tell_changes.tell, []

    def killed_at_the_third(*args, **kwargs):
        calls.append(1)
        heard = tell(*args, **kwargs)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return heard

    monkeypatch.setattr(tell_changes, "tell", killed_at_the_third)
    done()
    with pytest.raises(KeyboardInterrupt):
        tell_changes.tell_due(now)
    assert 0 < told().count() < 31
    tell_changes.tell_due(now)
    assert sorted(told().values_list("member", flat=True)) == sorted([asker.pk, *(one.pk for one in crowd)])
    change = Change.objects.get()
    assert (change.told_at, change.told_count) == (now, 31)


def test_who_joins_after_the_change_was_told_hears_the_next_one(done, question, now):
    done(State.HEARD)
    tell_changes.tell_due(now)
    late = make_member("Late")
    join_question(by=late, question=question, now=now)
    tell_changes.tell_due(now)
    assert not told().filter(member=late).exists()
    done()
    tell_changes.tell_due(now)
    assert told().filter(member=late).count() == 1


def test_a_change_that_can_not_be_told_holds_up_its_own_improvement_alone(
    done, improvement, manager, question, now, monkeypatch
):
    done(State.HEARD)
    done()
    other = open_improvement(
        by=manager, title="A bill that speaks plainly", title_nl="", cause=None, department=None, now=now
    )
    gather(by=manager, improvement=other, questions=[question], now=now)
    change_state(
        by=manager, improvement=other, state=State.HEARD, public_line=LINE, public_line_nl="", now=now
    )
    tell = tell_changes.tell

    def fails_for_the_first(*args, **words):
        if words["key"] == f"{improvement.subject}:change:1":
            raise RuntimeError("one bad row")
        return tell(*args, **words)

    monkeypatch.setattr(tell_changes, "tell", fails_for_the_first)
    assert tell_changes.tell_due(now) == 1
    assert told().get().subject == other.subject, (
        "nobody hears that it is done before they hear that it is heard"
    )
    monkeypatch.setattr(tell_changes, "tell", tell)
    assert tell_changes.tell_due(now) == 2


def test_who_said_it_is_not_told_of_it(done, question, manager, asker, now):
    join_question(by=manager, question=question, now=now)
    done()
    assert tell_changes.tell_due(now) == 1


def test_who_helped_in_private_and_the_owner_of_the_case_are_told(done, question, asker, agent, lead, now):
    case = Case.objects.create(question=question, opened_at=now, owner=agent, owned_at=now)
    PrivateMessage.objects.create(case=case, by=lead, at=now, is_customers=False, body="x", body_html="x")
    done()
    tell_changes.tell_due(now)
    assert {one.member for one in told()} == {asker, agent, lead}


def test_the_people_of_a_question_put_in_later_hear_once_where_it_stands(
    done, improvement, manager, board, asker, helper, now
):
    done(State.DOING)
    tell_changes.tell_due(now)
    later = make_question(board=board, by=helper, now=now, title="Mine came twice as well")
    for _again in range(2):
        gather(by=manager, improvement=improvement, questions=[later], now=now)
        tell_changes.tell_due(now)
    assert sorted(told().values_list("member", flat=True)) == sorted([asker.pk, helper.pk])

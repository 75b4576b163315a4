"""Who is told of which event: once, in their language, and never of their own doing."""

from datetime import timedelta

import pytest

from community.events.models import Event
from community.notifications import letters
from community.notifications.models import Notification
from community.tags.models import Tag
from forum import announcing
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.follow import follow_question
from forum.actions.visibility import hide_post, restore_post
from forum.models import Follow
from tests.builders import make_answer, make_comment, make_member, make_question

pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("member__name", flat=True))


def test_followers_of_the_board_or_a_tag_hear_of_a_question_once(board, asker, helper, stranger, now):
    Follow.objects.create(member=helper, board=board, since=now)
    Follow.objects.create(member=helper, tag=Tag.objects.create(slug="fibre"), since=now)
    Follow.objects.create(member=asker, board=board, since=now)
    make_question(board=board, by=asker, now=now)
    announcing.announce(now)
    assert told("question-asked") == {helper.name}
    assert Notification.objects.count() == 1


def test_the_asker_and_followers_hear_of_an_answer_but_not_who_wrote_it(
    question, asker, helper, stranger, now
):
    follow_question(by=stranger, question=question, now=now)
    answer = make_answer(question=question, by=helper, now=now, body="Set the **time** to four at night.")
    assert announcing.announce(now) == 2
    assert told("answer-posted") == {asker.name, stranger.name}
    row = Notification.objects.get(kind="answer-posted", member=asker)
    assert (row.actor, row.link, row.subject) == (helper, answer.path(), answer.subject)
    assert row.details == {"title": question.title, "quote": "Set the time to four at night."}


def test_running_it_again_tells_nobody_again(question, asker, helper, now):
    make_answer(question=question, by=helper, now=now)
    announcing.announce(now)
    assert announcing.announce(now) == 0
    Event.objects.update(announce_due_at=now)
    announcing.announce(now + timedelta(days=1))
    assert Notification.objects.filter(kind="answer-posted").count() == 1


def test_a_day_without_a_worker_loses_nothing(board, asker, helper, now):
    Follow.objects.create(member=helper, board=board, since=now)
    for number in range(10):
        make_question(board=board, by=asker, now=now, title=f"My fibre drops every evening, part {number}")
    announcing.announce(now + timedelta(days=1))
    assert Notification.objects.filter(member=helper).count() == 10
    assert not Event.objects.filter(announce_due_at__isnull=False).exists()


def test_an_event_of_the_future_waits(question, now):
    assert announcing.announce(now - timedelta(seconds=1)) == 0


def test_the_author_of_what_is_commented_on_hears_of_it(question, answer, asker, helper, stranger, now):
    make_comment(question=question, by=stranger, now=now)
    comment = make_comment(question=question, answer=answer, by=stranger, now=now)
    make_comment(question=question, by=asker, now=now)
    announcing.announce(now)
    rows = Notification.objects.filter(kind="comment-posted").order_by("id")
    assert [row.member for row in rows] == [asker, helper]
    assert rows[1].link.endswith(f"#comment-{comment.pk}")


def test_an_accepted_answer_is_told_to_who_wrote_it(question, answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    announcing.announce(now)
    assert told("answer-accepted") == {helper.name}


def test_an_acceptance_undone_before_the_worker_came_is_not_told(answer, asker, now):
    accept_answer(by=asker, answer=answer, now=now)
    undo_acceptance(by=asker, answer=answer, now=now)
    announcing.announce(now)
    assert told("answer-accepted") == set()


@pytest.mark.parametrize("what", ["answer", "question"])
def test_what_was_hidden_before_the_worker_came_is_not_told(question, answer, stranger, moderator, now, what):
    follow_question(by=stranger, question=question, now=now)
    make_comment(question=question, answer=answer, by=stranger, now=now)
    hide_post(
        by=moderator, post={"answer": answer, "question": question}[what], reason="It names a person", now=now
    )
    announcing.announce(now)
    assert told("answer-posted") == told("question-asked") == set()


@pytest.mark.parametrize("noun", ["question", "answer", "comment"])
def test_the_author_reads_why_it_was_hidden_but_not_by_whom(question, answer, stranger, moderator, now, noun):
    comment = make_comment(question=question, answer=answer, by=stranger, now=now)
    post = {"question": question, "answer": answer, "comment": comment}[noun]
    hide_post(by=moderator, post=post, reason="It names a person", now=now)
    announcing.announce(now)
    row = Notification.objects.get(kind="post-hidden")
    assert (row.member, row.actor) == (post.author, None)
    assert row.details["reason"] == "It names a person"
    assert "It names a person" in letters.sentence(row)
    assert moderator.name not in letters.sentence(row)
    restore_post(by=moderator, post=post, reason="A second look", now=now)
    announcing.announce(now)
    assert told("post-restored") == {post.author.name}


def test_who_is_gone_is_not_told(question, asker, helper, now):
    asker.is_active = False
    asker.save()
    make_answer(question=question, by=helper, now=now)
    announcing.announce(now)
    assert not Notification.objects.exists()


def test_an_event_whose_post_is_gone_stops_nobody_else(question, asker, helper, now):
    make_answer(question=question, by=helper, now=now).delete()
    make_answer(question=question, by=make_member("Other"), now=now)
    announcing.announce(now)
    assert Notification.objects.filter(kind="answer-posted", member=asker).count() == 1


def test_an_event_that_fails_waits_and_the_others_go_on(monkeypatch, question, asker, helper, now):
    def broken(event, now):
        raise RuntimeError("a fault of ours")

    make_answer(question=question, by=helper, now=now)
    tellers = dict(announcing._TELLERS)
    monkeypatch.setitem(announcing._TELLERS, "question.asked", broken)
    assert announcing.announce(now) == 1
    assert told("answer-posted") == {asker.name}
    (event,) = Event.objects.filter(announce_due_at__isnull=False)
    assert event.kind == "question.asked" and event.announce_due_at > now
    monkeypatch.setattr(announcing, "_TELLERS", tellers)
    assert announcing.announce(event.announce_due_at) == 1

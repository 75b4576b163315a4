"""Calling people by name: told once per post, if they want to be called; the name on the page is theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.members.models import MentionableBy
from community.notifications.models import Notification
from forum import announcing
from forum.actions.edit import edit_answer, edit_question
from forum.actions.edit_comment import edit_comment
from forum.actions.visibility import hide_post
from forum.models import Answer, Card
from forum.queries import cards, mentions
from forum.queries.people import people
from tests.builders import make_answer, make_comment, make_member, make_question
from tests.forum.test_announcing import told

pytestmark = pytest.mark.django_db


def at(*members) -> str:
    """As completing a name places it."""
    return " and ".join(f"[@{member.name}]({member.path()})" for member in members)


def test_each_is_told_once_per_post(board, asker, helper, stranger, now):
    question = make_question(
        board=board, by=asker, now=now, body=f"{at(stranger)}, you know this meter, do you not?"
    )
    answer = make_answer(
        question=question, by=helper, now=now, body=f"Look here {at(stranger, stranger)} please."
    )
    comment = make_comment(
        question=question, answer=answer, by=asker, now=now, body=f"Thanks, also {at(stranger)}"
    )
    announcing.announce(now)
    announcing.announce(now)
    rows = Notification.objects.filter(kind="mentioned", member=stranger).order_by("id")
    assert [row.subject for row in rows] == [question.subject, answer.subject, comment.subject]
    assert rows[2].link == f"{question.path()}#comment-{comment.pk}"
    assert rows[1].details["quote"].startswith("Look here @Wouter Smit")


def test_an_edit_tells_only_who_is_new(question, helper, stranger, employee, now):
    answer = make_answer(question=question, by=helper, now=now, body=f"Look here {at(stranger)} please.")
    announcing.announce(now)
    edit_answer(
        by=helper,
        answer=answer,
        body=f"Look here {at(stranger, employee)} please.",
        reason="",
        seen=1,
        now=now,
    )
    announcing.announce(now)
    rows = Notification.objects.filter(kind="mentioned").order_by("id")
    assert [row.member for row in rows] == [stranger, employee]
    assert Event.objects.filter(kind="member.mentioned").count() == 2


@pytest.mark.parametrize(
    ("wish", "writer", "is_told"),
    [
        (MentionableBy.EVERYONE, "helper", True),
        (MentionableBy.STAFF, "helper", False),
        (MentionableBy.STAFF, "employee", True),
        (MentionableBy.STAFF, "moderator", True),
        (MentionableBy.NOBODY, "employee", False),
    ],
)
def test_who_does_not_want_it_is_linked_but_not_told(request, question, stranger, now, wish, writer, is_told):
    stranger.mentionable_by = wish
    stranger.save()
    answer = make_answer(
        question=question,
        by=request.getfixturevalue(writer),
        now=now,
        body=f"Look here {at(stranger)} please.",
    )
    announcing.announce(now)
    assert (told("mentioned") == {stranger.name}) is is_told
    assert f'<a class="mention" href="{stranger.path()}">@' in shown(answer)


def shown(answer) -> str:
    card = Card.objects.get(answer=answer, language="en")
    return cards.assembled(card.html, people(card.people, "en"), lambda post: "")


def test_the_name_is_the_one_they_have_now_and_goes_with_them(question, helper, stranger, now):
    answer = make_answer(question=question, by=helper, now=now, body=f"Look here {at(stranger)} please.")
    stranger.name = "Wouter de Wit"
    stranger.save()
    assert "@\u2068Wouter de Wit" in shown(answer) or "@Wouter de Wit" in shown(answer)
    stranger.erased_at = now
    stranger.save()
    assert "Wouter" not in shown(answer)
    assert "Former member" in shown(answer)


def test_who_hears_of_the_post_anyway_is_not_told_twice(question, asker, helper, now):
    make_answer(question=question, by=helper, now=now, body=f"Look here {at(asker)} please.")
    announcing.announce(now)
    assert told("answer-posted") == {asker.name}
    assert told("mentioned") == set()


def test_a_quote_and_code_call_nobody(question, helper, stranger, now):
    body = f"> {at(stranger)} said so\n\nI do not think so.\n\n```\n{at(stranger)}\n```"
    make_answer(question=question, by=helper, now=now, body=body)
    make_answer(
        question=question, by=helper, now=now, body=f"A [link]({stranger.path()}) calls nobody at all."
    )
    assert not Event.objects.filter(kind="member.mentioned").exists()


def test_ten_people_at_most(question, helper, now):
    many = [make_member(f"Person {number}") for number in range(mentions.MOST + 1)]
    with pytest.raises(ValidationError, match="more than 10 people"):
        make_answer(question=question, by=helper, now=now, body=at(*many))
    make_answer(question=question, by=helper, now=now, body=at(*many[:10]))
    announcing.announce(now)
    assert len(told("mentioned")) == 10


def test_nobody_calls_themselves_nor_who_left_nor_nobody(question, helper, stranger, now):
    stranger.erased_at = now
    stranger.save()
    body = f"{at(helper, stranger)} and [@Ghost](/members/999999/) and [@x](https://evil.example/members/1/x)"
    make_answer(question=question, by=helper, now=now, body=body)
    assert not Event.objects.filter(kind="member.mentioned").exists()


def test_what_was_hidden_before_the_worker_came_calls_nobody(question, helper, stranger, moderator, now):
    answer = make_answer(question=question, by=helper, now=now, body=f"Look here {at(stranger)} please.")
    hide_post(by=moderator, post=answer, reason="It names a person", now=now)
    announcing.announce(now)
    assert told("mentioned") == set()


def test_a_folded_comment_is_found_by_its_address(question, answer, helper, stranger, now):
    for _number in range(6):
        make_comment(question=question, answer=answer, by=helper, now=now)
    last = make_comment(question=question, answer=answer, by=helper, now=now, body=f"Hello {at(stranger)}")
    announcing.announce(now)
    row = Notification.objects.get(kind="mentioned")
    folded = shown(answer).partition("<details")[2]
    assert row.link.endswith(f"#comment-{last.pk}")
    assert f'id="comment-{last.pk}"' in folded and 'class="mention"' in folded


def test_the_author_of_the_post_and_who_is_called_hear_of_a_comment(
    question, answer, asker, helper, stranger, now
):
    make_comment(
        question=question, answer=answer, by=asker, now=now, body=f"What do you say, {at(stranger)}?"
    )
    announcing.announce(now)
    assert told("comment-posted") == {helper.name}
    assert told("mentioned") == {stranger.name}


@pytest.mark.parametrize(
    ("typed", "is_called"),
    [
        ("@Femke does it work now?", True),
        ("Ask @femke de boer, she knows.", True),
        ("@Femkes is somebody else", False),
        ("write to me@femke.example please", False),
        ("`@Femke` is what I typed", False),
        ("> @Femke said so\n\nI doubt that it is so.", False),
        ("```\n@Femke\n```\nis what the log says", False),
        ("see https://example.com/@Femke for more", False),
        ("@Wouter was never in this thread", False),
    ],
)
def test_a_name_of_the_thread_typed_by_hand_becomes_a_mention(
    question, answer, helper, stranger, now, typed, is_called
):
    comment = make_comment(question=question, by=helper, now=now, body=typed)
    assert (f"(/members/{question.author_id}/" in comment.body) is is_called
    assert bool(mentions.mentioned(comment.body_html)) is is_called


def test_a_first_name_that_two_have_calls_neither(question, helper, now):
    other = make_member("Femke Visser")
    make_answer(question=question, by=other, now=now)
    comment = make_comment(
        question=question, by=helper, now=now, body="@Femke what do you think? @Femke Visser too"
    )
    assert mentions.mentioned(comment.body_html) == [other.pk]


def test_a_comment_that_would_grow_too_long_stays_as_it_was_typed(question, helper, now):
    typed = "@Femke " + "x" * 990
    assert make_comment(question=question, by=helper, now=now, body=typed).body == typed


def test_a_name_typed_while_editing_becomes_a_mention_too(question, asker, helper, stranger, now):
    answer = make_answer(question=question, by=helper, now=now)
    remark = make_comment(question=question, by=stranger, now=now)
    later = now + timedelta(minutes=10)
    body = answer.body + " Does it help, @femke?"
    edit_answer(by=helper, answer=answer, body=body, reason="", seen=1, now=later)
    edit_comment(by=stranger, comment=remark, body="Same here, @joost.", now=later)
    title, tags = question.title, ["fibre"]
    words = {"title": title, "tags": tags, "reason": "", "now": later}
    edit_question(by=asker, question=question, body=question.body + " Thanks @joost.", seen=1, **words)
    for post, called in ((answer, asker), (remark, helper), (question, helper)):
        post.refresh_from_db()
        assert mentions.mentioned(post.body_html) == [called.pk]
    announcing.announce(later)
    assert told("mentioned") == {asker.name, helper.name}


def test_saving_a_text_as_it_was_links_nothing(question, asker, helper, now):
    answer = make_answer(question=question, by=helper, now=now)
    body = "As @femke said, set the time to four."
    Answer.objects.filter(pk=answer.pk).update(body=body)
    edit_answer(by=helper, answer=answer, body=body, reason="", seen=1, now=now)
    answer.refresh_from_db()
    assert answer.body == body

"""The queue of what waits for someone's eye, and one suggestion on its page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import clock
from forum.actions.close import close_question
from forum.actions.edit import edit_question
from forum.actions.reopen import ask_to_reopen
from forum.actions.suggest import suggest_edit
from forum.models import CloseReason, Question, Status, Suggestion, SuggestionState
from reputation.models import Standing
from tests.builders import BODY, make_member, make_question

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)
BETTER = BODY.replace("two minutes", "ten minutes")


@pytest.fixture
def suggestion(question, helper, now):
    return suggest_edit(
        by=helper,
        post=question,
        title=question.title,
        body=BETTER,
        tags=["fibre"],
        reason="It is ten",
        seen=1,
        now=now,
    )


@pytest.fixture
def reviewer(db):
    member = make_member("Ruud Reviewer")
    Standing.objects.create(member=member, total=600)
    return member


def read(client, path) -> str:
    return client.get(path).content.decode()


def test_the_queue_says_what_waits(signed_in, suggestion, board, asker, reviewer, moderator, helper, now):
    asked = make_question(board=board, by=asker, now=now, title="Closed and to be opened again")
    Question.objects.filter(pk=asked.pk).update(
        status=Status.CLOSED, status_at=now, closed_as=CloseReason.OTHER, reopening_asked_at=now
    )
    for who in (reviewer, moderator):
        page = read(signed_in(who), "/review/")
        assert '<span class="soft count">2</span>' in page
        assert suggestion.path() in page and "It is ten" in page and helper.name in page
        assert asked.path() in page
    reply = signed_in(helper).get("/review/", follow=True)
    assert "longer standing" in reply.content.decode()


def test_nothing_waits(signed_in, moderator, suggestion, question, now):
    Question.objects.update(hidden_at=now)
    assert "Nothing waits" in read(signed_in(moderator), "/review/")


def test_the_queue_costs_the_same_with_many(
    signed_in, moderator, question, now, django_assert_max_num_queries
):
    members = [make_member(f"Member {number}") for number in range(25)]
    for number, member in enumerate(members):
        Suggestion.objects.create(
            question=question, by=member, at=now + timedelta(minutes=number), seen=1, title="T", body=BETTER
        )
    client = signed_in(moderator)
    with django_assert_max_num_queries(12):
        page = read(client, "/review/")
    assert page.count("/review/") >= 20 and '<span class="soft count">25</span>' in page
    assert page.index("Member 0<") < page.index("Member 19<") and "Member 20<" not in page
    older = page.partition("?after=")[2].partition('"')[0]
    assert "Member 24<" in read(client, f"/review/?after={older}")


def test_a_suggestion_shows_what_would_change(signed_in, suggestion, reviewer):
    page = read(signed_in(reviewer), suggestion.path())
    assert "removed: </span>two" in page and "added: </span>ten" in page
    assert "Take it over" in page and "Change it first" in page and "Why not?" in page


@pytest.mark.parametrize(
    ("person", "status", "decides", "takes_back"),
    [
        ("asker", 200, True, False),
        ("reviewer", 200, True, False),
        ("moderator", 200, True, False),
        ("helper", 200, False, True),
        ("stranger", 404, False, False),
        ("employee", 404, False, False),
        ("agent", 404, False, False),
    ],
)
def test_who_reads_and_decides(request, signed_in, suggestion, person, status, decides, takes_back):
    client = signed_in(request.getfixturevalue(person))
    reply = client.get(suggestion.path())
    page = reply.content.decode()
    assert (reply.status_code, 'value="approve"' in page, 'value="withdraw"' in page) == (
        status,
        decides,
        takes_back,
    )
    client.post(suggestion.path(), {"verdict": "approve"})
    assert (Question.objects.get().body == BETTER) is decides


def test_taken_over_one_goes_on_to_the_next(signed_in, suggestion, question, stranger, reviewer, now):
    following = Suggestion.objects.create(
        question=question, by=stranger, at=now + LATER, seen=1, title="T", body="B"
    )
    reply = signed_in(reviewer).post(suggestion.path(), {"verdict": "approve"})
    assert reply["Location"] == following.path()
    assert "Taken over" in read(signed_in(suggestion.by), suggestion.path())


def test_a_refusal_has_a_reason(signed_in, suggestion, asker, question):
    client = signed_in(asker)
    reply = client.post(suggestion.path(), {"verdict": "reject", "reason": ""})
    assert reply.status_code == 400 and "in a few words" in reply.content.decode()
    reply = client.post(suggestion.path(), {"verdict": "reject", "reason": "It is two <b>minutes</b>"})
    assert reply["Location"] == question.path()
    page = read(signed_in(suggestion.by), suggestion.path())
    assert "Not taken over" in page and "It is two &lt;b&gt;minutes&lt;/b&gt;" in page


def test_taken_back(signed_in, suggestion, helper, question):
    assert signed_in(helper).post(suggestion.path(), {"verdict": "withdraw"})["Location"] == question.path()
    assert Suggestion.objects.get().state == SuggestionState.WITHDRAWN


def test_overtaken_both_texts_are_kept(signed_in, suggestion, question, asker, now):
    edit_question(
        by=asker, question=question, title=question.title, body=BODY.replace("nine", "eight"), tags=["fibre"],
        reason="", seen=1, now=now + LATER,
    )  # fmt: skip
    client = signed_in(asker)
    page = read(client, suggestion.path())
    assert (
        "The text was edited since" in page and "added: </span>ten" in page and "added: </span>eight" in page
    )
    assert client.post(suggestion.path(), {"verdict": "approve"}).status_code == 409
    form = read(client, f"{suggestion.path()}edit/")
    assert "ten minutes" in form
    seen = {
        name: form.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("seen", "seen_text")
    }
    both = BODY.replace("nine", "eight").replace("two", "ten")
    words = {"title": question.title, "body": both, "tags": "fibre"}
    assert client.post(f"{suggestion.path()}edit/", words | {"seen": "1"}).status_code == 409
    assert client.post(f"{suggestion.path()}edit/", words | seen).status_code == 302
    assert Question.objects.get().body == both


def test_changing_it_first_is_for_who_decides(signed_in, suggestion, helper):
    reply = signed_in(helper).get(f"{suggestion.path()}edit/")
    assert reply["Location"] == suggestion.path()


def test_the_queue_says_what_the_asker_said(signed_in, question, asker, agent, moderator, now):
    close_question(by=agent, question=question, closed_as="other", note="Not for here, I think", now=now)
    ask_to_reopen(by=asker, question=question, note="It is about fibre after all", now=now)
    page = read(signed_in(moderator), "/review/")
    assert "It is about fibre after all" in page and "Not for here, I think" not in page


LINK = '<a href="/review/">'


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        ("reviewer", True), ("moderator", True), ("manager", True), ("asker", False), ("helper", False),
        ("employee", False), ("agent", False),
    ],
)  # fmt: skip
def test_the_menu_leads_who_may_review_to_the_queue(request, signed_in, question, person, offered):
    client = signed_in(request.getfixturevalue(person))
    for path in (question.path(), "/questions/", "/notifications/"):
        assert (LINK in client.get(path).content.decode()) is offered
    assert (client.get("/review/").status_code == 200) is offered


def test_visitors_have_no_such_menu(client, question):
    assert LINK not in client.get(question.path()).content.decode()


def test_who_may_not_write_for_a_while_is_not_led_there(signed_in, question, reviewer):
    reviewer.silenced_until = clock.now() + timedelta(days=1)
    reviewer.save()
    assert LINK not in signed_in(reviewer).get(question.path()).content.decode()


def test_points_that_were_taken_back_take_the_link_along(signed_in, question, reviewer):
    client = signed_in(reviewer)
    assert LINK in client.get(question.path()).content.decode()
    Standing.objects.update(total=3)
    assert LINK not in client.get(question.path()).content.decode()


def test_the_menu_asks_nothing_of_its_own(signed_in, question, reviewer, asker):
    counts = []
    for member in (asker, reviewer):
        client = signed_in(member)
        client.get("/following/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/following/")
        assert [one["sql"] for one in seen if "reputation_standing" in one["sql"]][1:] == []
        counts.append(len(seen))
    assert counts[0] == counts[1]

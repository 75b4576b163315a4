"""What the script of an open page asks: votes in place, how far it was read, and whether there is news."""

import pytest

from forum.actions.delete import delete_post
from forum.actions.visibility import hide_post
from forum.models import Ballot, Visit

pytestmark = pytest.mark.django_db

JSON = {"headers": {"Accept": "application/json"}}


def test_a_vote_answers_with_the_number_that_counts(signed_in, answer, stranger):
    got = signed_in(stranger).post(f"/answers/{answer.pk}/vote/", {"value": "1"}, **JSON)
    assert got.json() == {"count": 1}
    assert Ballot.objects.open().count() == 1


def test_me_too_and_follow_answer_in_place(signed_in, question, stranger):
    client = signed_in(stranger)
    assert client.post(f"/questions/{question.pk}/join/", {"on": "1"}, **JSON).json() == {"count": 1}
    assert client.post(f"/questions/{question.pk}/follow/", {"on": "0"}, **JSON).json() == {"count": None}


def test_a_refusal_is_the_servers_sentence(signed_in, answer, helper):
    got = signed_in(helper).post(f"/answers/{answer.pk}/vote/", {"value": "1"}, **JSON)
    assert got.status_code == 403
    assert got.json()["said"] == "You can not vote for what you wrote yourself."


def test_who_is_signed_out_is_told_so(client, answer):
    got = client.post(f"/answers/{answer.pk}/vote/", {"value": "1"}, **JSON)
    assert got.status_code == 401
    assert "signed in" in got.json()["said"]


def test_reading_is_noted_by_post_only(signed_in, question, stranger, now):
    client = signed_in(stranger)
    assert client.get(f"/questions/{question.pk}/seen/").status_code == 405
    assert client.post(f"/questions/{question.pk}/seen/", {"at": now.isoformat()}).status_code == 204
    assert Visit.objects.get().member == stranger


def test_reading_ones_own_deleted_question_is_no_fault(signed_in, question, asker, now):
    delete_post(by=asker, post=question, now=now)
    client = signed_in(asker)
    assert client.get(question.path()).status_code == 200
    assert client.post(f"/questions/{question.pk}/seen/", {"at": now.isoformat()}).status_code == 204


@pytest.mark.parametrize("at", ["", "yesterday", "2026-99-99T00:00:00Z", "2026-01-01T00:00:00"])
def test_a_moment_that_is_none_notes_nothing(signed_in, question, stranger, at):
    assert signed_in(stranger).post(f"/questions/{question.pk}/seen/", {"at": at}).status_code == 204
    assert not Visit.objects.exists()


def test_news_names_the_answers_that_everyone_may_read(client, question, answer, moderator, now):
    assert client.get(f"/questions/{question.pk}/news/").json() == {"answers": [answer.pk]}
    hide_post(by=moderator, post=answer, reason="This is advertising.", now=now)
    assert client.get(f"/questions/{question.pk}/news/").json() == {"answers": []}
    hide_post(by=moderator, post=question, reason="This is advertising.", now=now)
    assert client.get(f"/questions/{question.pk}/news/").status_code == 404


def test_news_asks_no_session(client, question, answer, django_assert_num_queries):
    with django_assert_num_queries(2):
        got = client.get(f"/questions/{question.pk}/news/")
    assert not got.cookies


@pytest.mark.parametrize("sort", ["newest", "oldest", "worth", "nonsense"])
def test_any_order_in_the_address_is_a_page(client, question, answer, sort):
    assert client.get(f"{question.path()}?sort={sort}").status_code == 200

"""Pages everybody reads: lists, questions, members; what is personal stays out of what visitors get."""

import pytest

from community.tags.models import Synonym, Tag
from forum.actions.visibility import hide_post
from tests import builders

pytestmark = pytest.mark.django_db


LISTS = [
    "/questions/",
    "/questions/?state=solved",
    "/boards/internet-and-tv/",
    "/tags/fibre/",
    "/questions/?after=x",
]
NOWHERE = ["/questions/0/", "/questions/999999999999999999999/", "/boards/x/", "/tags/x/", "/members/9/"]


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_for_visitors_without_cookie(client, question, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in response.content


def test_a_question_opens_for_visitors_without_cookie(client, question, answer):
    response = client.get(question.path())
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in response.content
    assert b"Joost Wagenaar" in response.content


def test_another_slug_leads_to_the_right_one_for_good(client, question):
    response = client.get(f"/questions/{question.pk}/something-else/?after=1")
    assert response.status_code == 301
    assert response["Location"] == f"{question.path()}?after=1"


def test_the_address_of_an_answer_leads_to_its_place(client, answer):
    response = client.get(answer.path())
    assert response["Location"] == f"{answer.question.path()}#answer-{answer.pk}"


def test_a_hidden_question_is_gone_for_others_and_explained_to_its_author(
    client, signed_in, question, asker, stranger, moderator, now
):
    hide_post(by=moderator, post=question, reason="Numbers of others stand in it.", now=now)
    assert client.get(question.path()).status_code == 410
    assert signed_in(stranger).get(question.path()).status_code == 410
    assert b"Numbers of others stand in it." in signed_in(asker).get(question.path()).content


@pytest.mark.parametrize("path", NOWHERE)
def test_wrong_addresses_are_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_a_synonym_leads_to_its_tag(client, question):
    Synonym.objects.create(slug="glasvezel", tag=Tag.objects.get(slug="fibre"))
    assert client.get("/tags/glasvezel/")["Location"] == "/tags/fibre/"


def test_a_page_speaks_the_language_of_its_reader(client, question):
    client.cookies["django_language"] = "nl"
    assert 'lang="nl"' in client.get(question.path()).content.decode()


def test_a_member_has_a_page_and_an_erased_one_does_not(client, answer, helper):
    assert b"Joost Wagenaar" in client.get(helper.path()).content
    helper.erased_at = helper.joined_at
    helper.save()
    assert client.get(helper.path()).status_code == 404


def test_the_standing_is_for_its_owner(client, signed_in, helper):
    assert client.get("/standing/").status_code == 302
    assert signed_in(helper).get("/standing/").status_code == 200


def test_what_people_write_is_never_markup(client, board, now):
    rude = builders.make_member('"><script>alert(1)</script>')
    question = builders.make_question(
        board=board,
        by=rude,
        now=now,
        title="<script>alert(1)</script> in a title",
        body="<script>alert(1)</script> and text",
    )
    for path in (question.path(), "/questions/", rude.path()):
        assert b"<script>alert" not in client.get(path).content


@pytest.mark.parametrize("count", [3, 60])
def test_query_budgets(client, signed_in, board, asker, helper, now, count, django_assert_max_num_queries):
    for number in range(count):
        question = builders.make_question(
            board=board, by=asker, now=now, title=f"Question with number {number}"
        )
    for _number in range(count):
        builders.make_answer(question=question, by=helper, now=now)
    member = signed_in(asker)
    for path, most in ((question.path(), 6), ("/questions/", 8), (board.path(), 8), ("/tags/fibre/", 8)):
        for reader in (client, member):
            reader.get(path)
            with django_assert_max_num_queries(most):
                assert reader.get(path).status_code == 200

"""Deleting, removing, converting, merging and giving away over HTTP: each role, in place, without losing the way."""

import pytest
from django.test import Client

from forum.actions.communal import give_to_community
from forum.actions.delete import delete_post
from forum.actions.merge import merge_question
from forum.actions.visibility import hide_post
from forum.models import Answer, Comment, Question
from forum.moderation.models import Decision
from tests.builders import make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
REASON = "It tells where somebody lives"
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]
MODERATORS = {"moderator", "manager"}
# Address, and who reaches its page; the comment is the stranger's.
PAGES = [
    ("/answers/{answer}/delete/", {"helper"}),
    ("/comments/{comment}/delete/", {"stranger"}),
    ("/answers/{answer}/to-comment/", {"helper"} | MODERATORS),
    ("/comments/{comment}/to-answer/", {"stranger"} | MODERATORS),
    ("/questions/{question}/merge/", MODERATORS),
    ("/answers/{answer}/split/", MODERATORS),
    ("/questions/{question}/communal/", {"asker"} | MODERATORS),
    ("/answers/{answer}/communal/", {"helper"} | MODERATORS),
]


@pytest.fixture
def comment(question, stranger, now):
    return make_comment(question=question, by=stranger, now=now, body="Look at the cable behind it first.")


@pytest.fixture
def at(question, answer, comment):
    return lambda address: address.format(question=question.pk, answer=answer.pk, comment=comment.pk)


@pytest.mark.parametrize(
    ("address", "allowed"), PAGES, ids=lambda value: value if isinstance(value, str) else ""
)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_reaches_which_page_and_what_others_are_told(request, signed_in, at, address, allowed, person):
    browser = signed_in(request.getfixturevalue(person))
    page = browser.get(at(address), follow=True)
    assert page.status_code == 200
    assert (page.request["PATH_INFO"] == at(address)) is (person in allowed)
    assert (b"notice-bad" in page.content) is (person not in allowed)


@pytest.mark.parametrize("address", [page[0] for page in PAGES] + ["/questions/{question}/restore/"])
def test_visitors_sign_in_first_and_other_methods_are_refused(client, asker, at, address):
    assert client.post(at(address)).url.startswith("/accounts/login/?next=/")
    client.force_login(asker)
    assert client.delete(at(address)).status_code == 405


@pytest.mark.parametrize("address", [page[0] for page in PAGES])
def test_a_form_of_another_site_is_refused(moderator, at, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(moderator)
    assert browser.post(at(address)).status_code == 403


@pytest.mark.parametrize("pk", ["0", "9" * 30])
@pytest.mark.parametrize(
    "address", [page[0] for page in PAGES] + ["/comments/{comment}/", "/comments/{comment}/remove/"]
)
def test_numbers_that_are_none_are_not_found(client, moderator, address, pk):
    client.force_login(moderator)
    assert client.get(address.format(question=pk, answer=pk, comment=pk)).status_code == 404


def test_a_question_is_deleted_and_brought_back(client, signed_in, question, asker, stranger, moderator):
    own = signed_in(asker)
    reply = own.post(f"/questions/{question.pk}/delete/", follow=True)
    page = reply.content.decode()
    assert "You deleted this" in page and f"/questions/{question.pk}/restore/" in page
    assert "Deleted by its author" in signed_in(moderator).get(question.path()).content.decode()
    for reader in (client, signed_in(stranger)):
        gone = reader.get(question.path())
        assert (gone.status_code, question.title in gone.content.decode()) == (410, False)
        assert (
            "deleted by its author" in gone.content.decode() and 'content="noindex"' in gone.content.decode()
        )
    assert "Bring it back" in own.get(f"/questions/{question.pk}/restore/").content.decode()
    own.post(f"/questions/{question.pk}/restore/")
    assert client.get(question.path()).status_code == 200


def test_an_answered_question_is_not_deleted(signed_in, question, answer, asker):
    page = signed_in(asker).post(f"/questions/{question.pk}/delete/", follow=True)
    assert "Others have answered this" in page.content.decode()
    assert Question.objects.get().hidden_at is None


def test_a_deleted_answer_is_there_for_its_author_alone(
    client, signed_in, question, answer, helper, moderator
):
    own = signed_in(helper)
    own.post(f"/answers/{answer.pk}/delete/")
    assert "You deleted this" in own.get(question.path()).content.decode()
    assert answer.body not in client.get(question.path()).content.decode()
    assert client.get(answer.path()).status_code == 404
    assert "Deleted by its author" in signed_in(moderator).get(question.path()).content.decode()
    own.post(f"/answers/{answer.pk}/restore/")
    assert answer.body in client.get(question.path()).content.decode()


def test_a_deleted_comment_leads_to_where_it_comes_back(client, signed_in, question, comment, stranger):
    own = signed_in(stranger)
    page = own.post(f"/comments/{comment.pk}/delete/", follow=True)
    assert page.request["PATH_INFO"] == f"/comments/{comment.pk}/restore/"
    assert comment.body in page.content.decode()
    assert comment.body not in client.get(question.path()).content.decode()
    back = own.post(f"/comments/{comment.pk}/restore/")
    assert back.url == f"{question.path()}#comment-{comment.pk}"
    assert client.get(f"/comments/{comment.pk}/").url == back.url


def test_hidden_and_removed_questions_say_by_whom_and_no_more(
    client, signed_in, question, asker, moderator, now
):
    hide_post(by=moderator, post=question, reason=REASON, now=now)
    page = client.get(question.path())
    assert (page.status_code, "hidden by moderation" in page.content.decode()) == (410, True)
    address = f"/questions/{question.pk}/remove/"
    staff = signed_in(moderator)
    assert "can not be undone" in staff.get(address).content.decode()
    refused = staff.post(address, {"reason": REASON})
    assert refused.status_code == 400 and REASON in refused.content.decode()
    assert staff.post(address, {"reason": "", "understood": "on"}).status_code == 400
    done = staff.post(address, {"reason": REASON, "understood": "on"}, follow=True).content.decode()
    assert "This was removed for good" in done and "A removed question" in done and question.title not in done
    for reader in (client, signed_in(asker)):
        page = reader.get(f"/questions/{question.pk}/")
        assert (page.status_code, "removed by moderation" in page.content.decode()) == (410, True)
    assert Decision.objects.get().verdict == "removed"
    log = staff.get("/moderation/log/").content.decode()
    assert "removed for good" in log and "Decide again" not in log
    assert staff.get(f"/moderation/question/{question.pk}/").status_code == 403


@pytest.mark.parametrize("noun", ["question", "answer", "comment"])
@pytest.mark.parametrize("person", PEOPLE)
def test_who_removes_for_good(request, signed_in, question, answer, comment, moderator, now, noun, person):
    post = {"question": question, "answer": answer, "comment": comment}[noun]
    browser, address = signed_in(request.getfixturevalue(person)), f"/{noun}s/{post.pk}/remove/"
    first = browser.get(address)
    assert first.status_code == (302 if person in MODERATORS else 403)
    hide_post(by=moderator, post=post, reason=REASON, now=now)
    browser.post(address, {"reason": REASON, "understood": "on"})
    post.refresh_from_db()
    assert (post.removed_at is not None) is (person in MODERATORS)


def test_an_answer_becomes_a_comment_where_it_was_chosen(
    client, signed_in, question, answer, comment, helper, asker, now
):
    other = make_answer(question=question, by=asker, now=now)
    own = signed_in(helper)
    assert f'value="{other.pk}"' in own.get(f"/answers/{answer.pk}/to-comment/").content.decode()
    for wrong in ("x", "9" * 30, str(answer.pk)):
        assert own.post(f"/answers/{answer.pk}/to-comment/", {"choice": wrong}).status_code == 400
    reply = own.post(f"/answers/{answer.pk}/to-comment/", {"choice": str(other.pk)})
    made = Comment.objects.get(answer=other)
    assert reply.url == f"{question.path()}#comment-{made.pk}"
    assert client.get(f"/answers/{answer.pk}/").url == reply.url


def test_a_long_answer_says_that_it_is_no_comment(signed_in, question, helper, now):
    answer = make_answer(question=question, by=helper, now=now, body="words " * 800)
    page = signed_in(helper).get(f"/answers/{answer.pk}/to-comment/", follow=True).content.decode()
    assert "a comment takes 1000" in page


def test_a_comment_becomes_an_answer(client, signed_in, question, comment, moderator):
    reply = signed_in(moderator).post(f"/comments/{comment.pk}/to-answer/")
    made = Answer.objects.get()
    assert reply.url == f"{question.path()}#answer-{made.pk}"
    assert client.get(f"/comments/{comment.pk}/").url == reply.url
    assert comment.body in client.get(question.path()).content.decode()


def test_a_split_asks_for_what_a_question_needs(client, signed_in, question, answer, moderator):
    staff, address = signed_in(moderator), f"/answers/{answer.pk}/split/"
    assert 'value="fibre"' in staff.get(address).content.decode()
    wrong = staff.post(address, {"title": "When", "board": question.board_id, "tags": "rate"})
    assert wrong.status_code == 400
    staff.post(address, {"title": "When is the night rate?", "board": question.board_id, "tags": "rate"})
    made = Question.objects.get(title="When is the night rate?")
    assert client.get(answer.path()).url == made.path()
    assert "made a question of its own of an answer" in client.get(question.path()).content.decode()


def test_a_merged_question_leads_on_except_for_moderators_who_ask(
    client, signed_in, question, answer, asker, stranger, moderator, now
):
    target = make_question(
        board=question.board, by=stranger, now=now, title="Fibre stops at nine every evening"
    )
    staff = signed_in(moderator)
    reply = staff.post(f"/questions/{question.pk}/merge/", {"original": "99999"})
    assert reply.status_code == 400 and "the question it should go under" in reply.content.decode()
    reply = staff.post(f"/questions/{question.pk}/merge/", {"original": f"https://x.example{target.path()}"})
    assert reply.url == target.path()
    for reader in (client, signed_in(asker), staff):
        assert reader.get(question.path()).url == target.path()
    assert client.get(f"{question.path()}?as=merged").status_code == 302
    assert staff.get(f"{question.path()}?as=merged").status_code == 200
    assert answer.body in client.get(target.path()).content.decode()
    assert client.get(answer.path()).url == f"{target.path()}#answer-{answer.pk}"


def test_a_question_under_a_hidden_one_is_read_by_itself(client, question, stranger, moderator, now):
    target = make_question(
        board=question.board, by=stranger, now=now, title="Fibre stops at nine every evening"
    )
    merge_question(by=moderator, question=question, into=target, now=now)
    hide_post(by=moderator, post=target, reason=REASON, now=now)
    assert client.get(question.path()).status_code == 200


def test_given_to_the_community_and_taken_back_by_a_moderator_alone(
    client, signed_in, question, answer, helper, moderator, now
):
    address = f"/answers/{answer.pk}/communal/"
    own, staff = signed_in(helper), signed_in(moderator)
    assert address in own.get(question.path()).content.decode()
    own.post(address, {"turn": "give"})
    own.post(address, {"turn": "give"})
    assert "Belongs to the community" in client.get(question.path()).content.decode()
    assert address not in own.get(question.path()).content.decode()
    assert "Take it back" in staff.get(address).content.decode()
    staff.post(address, {"turn": "back"})
    assert Answer.objects.get().communal_at is None
    give_to_community(by=helper, post=answer, now=now)
    staff.post(address, {"turn": "give"})
    assert Answer.objects.get().communal_at is not None


def test_what_was_deleted_can_be_hidden_but_not_shown_again_by_moderators(
    client, answer, helper, moderator, now
):
    delete_post(by=helper, post=answer, now=now)
    client.force_login(moderator)
    address = f"/moderation/answer/{answer.pk}/"
    assert "Its author deleted this" in client.get(address).content.decode()
    assert client.post(address, {"reason": REASON, "verdict": "restored"}).status_code == 403
    client.post(address, {"reason": REASON, "verdict": "removed"})
    assert Answer.objects.get().removed_at is None
    assert Answer.objects.get().hidden_by == moderator

"""A member's page and one's own standing, for everyone who may come by."""

import pytest

from forum.actions.accept import accept_answer
from forum.actions.edit import edit_question
from forum.models import Answer, Follow, Question
from forum.queries.member import PAGE_SIZE
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_page_without_anything_says_so_kindly(client, helper):
    page = client.get(helper.path()).content.decode()
    assert "Joost has asked nothing so far." in page
    assert (
        "Joost has answered nothing so far." in client.get(helper.path() + "?state=answers").content.decode()
    )
    assert "Nothing solved yet" in client.get(helper.path() + "?state=solved").content.decode()


def test_only_to_oneself_it_offers_what_is_ones_own(client, helper, asker):
    for viewer, is_offered in ((None, False), (asker, False), (helper, True)):
        if viewer:
            client.force_login(viewer)
        page = client.get(helper.path()).content
        assert (b'class="button" href="/settings/profile/"' in page) is is_offered


def test_an_employee_carries_their_department(client, employee):
    assert b"Metering" in client.get(employee.path()).content


def test_what_one_solved_stands_apart(client, question, asker, helper, now):
    answer = builders.make_answer(question=question, by=helper, now=now)
    page = client.get(helper.path()).content.decode()
    assert question.title in page and "solved it" not in page
    assert question.title not in client.get(helper.path() + "?state=solved").content.decode()
    accept_answer(by=asker, answer=answer, now=now)
    page = client.get(helper.path() + "?state=solved").content.decode()
    assert question.title in page and "solved it" in page
    assert "Solved 1 question" in page


def test_what_moderators_hid_is_not_on_it(client, question, helper, now):
    answer = builders.make_answer(question=question, by=helper, now=now)
    answer.hidden_at = now
    answer.hidden_by = helper
    answer.save()
    assert question.title not in client.get(helper.path() + "?state=answers").content.decode()


def test_a_long_list_has_pages(client, board, asker, now):
    for number in range(PAGE_SIZE + 1):
        builders.make_question(
            board=board, by=asker, now=now, title=f"Question number {number:02}, is it here?"
        )
    first = client.get(asker.path() + "?state=questions")
    assert first.context["page"].older
    older = client.get(asker.path(), {"state": "questions", "after": first.context["page"].older})
    titles = {row.title for page in (first, older) for row in page.context["page"].lines}
    assert len(titles) == PAGE_SIZE + 1


@pytest.mark.parametrize("query", ["?state=nonsense", "?after=nonsense", "?state=solved&before=x"])
def test_an_address_that_makes_no_sense_shows_the_page(client, helper, query):
    assert client.get(helper.path() + query).status_code == 200


def test_a_short_address_leads_to_the_full_one_and_keeps_what_was_asked(client, helper):
    assert client.get(f"/members/{helper.pk}/?state=solved").url == helper.path() + "?state=solved"


def test_who_left_has_no_page(client, helper, now):
    path = helper.path()
    helper.erased_at = now
    helper.save()
    assert client.get(path).status_code == 404


def test_the_page_for_visitors_carries_nothing_personal(client, helper):
    answer = client.get(helper.path())
    assert not answer.cookies and b"csrfmiddlewaretoken" not in answer.content


def test_standing_is_for_its_owner(client, asker, employee):
    assert client.get("/standing/").url == "/accounts/login/?next=/standing/"
    client.force_login(asker)
    page = client.get("/standing/").content.decode()
    assert "Nothing here yet" in page and "Vote an answer down" in page
    client.force_login(employee)
    page = client.get("/standing/").content.decode()
    assert "Whoever works here earns no points" in page and "What counts</h2>" not in page


@pytest.mark.parametrize("state", ["answers", "questions", "solved"])
def test_a_page_costs_the_same_however_long(client, board, asker, now, state, django_assert_max_num_queries):
    for number in range(5):
        question = builders.make_question(
            board=board, by=asker, now=now, title=f"Question number {number}, is it here?"
        )
        answer = builders.make_answer(question=question, by=asker, now=now)
        accept_answer(by=asker, answer=answer, now=now)
    with django_assert_max_num_queries(10):
        assert len(client.get(f"{asker.path()}?state={state}").context["page"].lines) == 5


@pytest.fixture
def private(helper, question, asker, now):
    """A helper who would rather not show what they wrote; they solved a question."""
    answer = builders.make_answer(question=question, by=helper, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    helper.shows_activity = False
    helper.save()
    return helper


@pytest.mark.parametrize(
    ("who", "is_open"),
    [
        ("visitor", False),
        ("asker", False),
        ("employee", False),
        ("agent", False),
        ("helper", True),
        ("moderator", True),
        ("manager", True),
    ],
)
def test_a_private_list_is_for_its_owner_and_moderators(request, client, private, question, who, is_open):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    page = client.get(private.path()).content.decode()
    assert private.name in page and "Solved 1 question" in page, "who they are and that they helped is public"
    assert (question.title in page) is is_open
    assert ("shows no list" in page) is not is_open
    assert ("what follows" in page) is is_open
    assert ('content="noindex' in page) is not is_open
    listed = client.get(f"/questions/?answered_by={private.pk}").content.decode()
    assert (f"Answered by {private.name}" in listed) is is_open
    assert "tags/fibre" in page if is_open else "tags/fibre" not in page


def test_topics_count_what_was_answered_and_solved(client, question, asker, helper, board, now):
    second = builders.make_question(
        board=board, by=asker, now=now, tags=["fibre", "wifi"], title="And this one here?"
    )
    for each in (question, second):
        answer = builders.make_answer(question=each, by=helper, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    topics = client.get(helper.path()).context["page"].topics
    assert [(topic.word, topic.answered, topic.solved) for topic in topics] == [
        ("fibre", 2, 1),
        ("wifi", 1, 1),
    ]


def test_an_employee_shows_what_they_know_and_answered_officially(
    client, question, employee, department, now
):
    answer = builders.make_answer(question=question, by=employee, now=now)
    builders.make_expert(employee, tag="smart-meter")
    builders.make_expert(employee, board=question.board)
    page = client.get(employee.path() + "?state=official").content.decode()
    assert (
        "No official answers yet" in page and "/tags/smart-meter/" in page and question.board.path() in page
    )
    Answer.objects.filter(pk=answer.pk).update(official_at=now, official_by=employee, official_for=department)
    page = client.get(employee.path() + "?state=official").content.decode()
    assert question.title in page and "official answer" in page


def test_customers_have_no_official_answers(client, helper):
    page = client.get(helper.path() + "?state=official")
    assert page.context["page"].tab == "questions" and b"state=official" not in page.content


def test_what_is_unlisted_is_not_on_it(client, question, asker, helper, now):
    builders.make_answer(question=question, by=helper, now=now)
    Question.objects.filter(pk=question.pk).update(unlisted_at=now)
    for member in (asker, helper):
        assert question.title not in client.get(member.path()).content.decode()


def test_others_may_follow_who_wants_it(client, helper, stranger, asker):
    offered = b'action="/members/%d/follow/"' % helper.pk
    assert offered not in client.get(helper.path()).content, "visitors carry no form"
    client.force_login(helper)
    assert offered not in client.get(helper.path()).content
    client.force_login(stranger)
    assert offered in client.get(helper.path()).content
    Follow.objects.create(member=stranger, followed=helper, since=helper.joined_at)
    assert b'name="on" value="0"' in client.get(helper.path()).content
    helper.is_followable = False
    helper.save()
    client.force_login(asker)
    assert offered not in client.get(helper.path()).content


@pytest.mark.parametrize("name", ["مريم العطار", "Maximiliaan" * 7, "<b>Wil</b> & Co"])
def test_names_of_every_kind_stand_in_their_page(client, name):
    member = builders.make_member(name)
    reply = client.get(member.path())
    assert reply.status_code == 200 and b"<b>Wil" not in reply.content


def test_a_new_title_stands_on_the_page_of_whoever_answered(client, question, answer, asker, helper, now):
    title = "My fibre connection stops every evening"
    assert title not in client.get(helper.path()).content.decode()
    edit_question(
        by=asker,
        question=question,
        title=title,
        body=question.body,
        tags=["fibre"],
        reason="",
        seen=1,
        now=now,
    )
    assert title in client.get(helper.path()).content.decode()

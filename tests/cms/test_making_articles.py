"""Solved becomes knowledge: a question drafts an article, and both lead to each other when it is published."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.handbook.models import ArticleSource
from cms.handbook.richtext import article_body
from cms.models import ArticlePage
from community.events.models import Event
from community.lib import markup
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from tests.builders import make_answer, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def solved(question, helper, asker, now):
    answer = make_answer(
        question=question, by=helper, now=now, body="Take **both** plugs out.\n\n1. Wait\n2. Plug in\n"
    )
    accept_answer(by=asker, answer=answer, now=now)
    question.refresh_from_db()
    return question


def draft(client, question, **fields):
    return client.post(f"/articles/from/{question.pk}/", {"do": "draft", **fields})


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("asker", 403),
        ("helper", 403),
        ("moderator", 200),
        ("employee", 200),
        ("agent", 200),
        ("manager", 200),
    ],
)
def test_people_who_work_here_make_articles(request, signed_in, solved, articles, person, status):
    client = signed_in(request.getfixturevalue(person))
    assert client.get(f"/articles/from/{solved.pk}/").status_code == status
    assert (draft(client, solved).status_code == 302) == (status == 200)
    assert ArticlePage.objects.count() == (status == 200)


def test_visitors_are_asked_to_sign_in(client, solved, articles):
    reply = client.get(f"/articles/from/{solved.pk}/")
    assert reply.status_code == 302 and "/accounts/login/" in reply["Location"]


def test_the_draft_holds_what_solved_it_and_nobody_reads_it_yet(
    client, signed_in, solved, articles, employee
):
    draft(signed_in(employee), solved)
    article = ArticlePage.objects.get()
    assert (article.title, article.live, article.owner) == (solved.title, False, employee)
    assert "<b>both</b>" in article.body and "<ol>" in article.body and "What to do" in article.body
    assert client.get(f"/articles/{article.slug}/").status_code == 404
    assert "Make it an article" in signed_in(employee).get(solved.path()).content.decode()
    assert "Make it an article" not in client.get(solved.path()).content.decode()


def test_twice_drafted_is_one_draft(signed_in, solved, articles, employee, agent):
    draft(signed_in(employee), solved)
    draft(signed_in(agent), solved)
    assert ArticlePage.objects.count() == ArticleSource.objects.count() == 1


def test_the_managers_hear_of_a_draft_and_no_longer_once_it_is_published(
    signed_in, solved, articles, employee, manager
):
    draft(signed_in(employee), solved)
    told = Notification.objects.get(kind="article-drafted")
    assert (told.member, told.read_at) == (manager, None)
    ArticlePage.objects.get().save_revision().publish()
    told.refresh_from_db()
    assert told.read_at is not None


def test_published_both_lead_to_each_other_and_who_helped_hears_of_it_once(
    client, signed_in, solved, articles, manager, asker, helper
):
    assert "/admin/pages/" in draft(signed_in(manager), solved)["Location"]
    article = ArticlePage.objects.get()
    for _time in range(2):
        article.save_revision().publish()
    question_page = client.get(solved.path()).content.decode()
    assert f'href="/articles/{article.slug}/"' in question_page
    assert "Written from this question" in question_page
    article_page = client.get(f"/articles/{article.slug}/").content.decode()
    assert f'href="{solved.path()}"' in article_page and helper.name in article_page
    told = Notification.objects.filter(kind="article-published")
    assert sorted(told.values_list("member", flat=True)) == sorted([asker.pk, helper.pk])
    assert Event.objects.filter(kind="article.published", thread=solved.subject).count() == 1


def test_who_left_is_not_named_on_it(client, signed_in, solved, articles, manager, helper):
    draft(signed_in(manager), solved)
    article = ArticlePage.objects.get()
    article.save_revision().publish()
    type(helper).objects.filter(pk=helper.pk).update(is_active=False)
    client.cookies.clear()
    assert helper.name not in signed_in(manager).get(f"/articles/{article.slug}/").content.decode()


def test_a_question_goes_with_an_article_there_is(client, signed_in, solved, article, agent):
    page = signed_in(agent)
    refused = page.post(f"/articles/from/{solved.pk}/", {"do": "add", "article": ""})
    assert refused.status_code == 400 and "Choose the article it belongs to." in refused.content.decode()
    assert page.post(f"/articles/from/{solved.pk}/", {"do": "add", "article": article.pk}).status_code == 302
    assert ArticleSource.objects.get().article == article
    assert solved.title in client.get(f"/articles/{article.slug}/").content.decode()


def test_without_a_shelf_one_is_told_who_makes_it(signed_in, solved, home, agent):
    reply = draft(signed_in(agent), solved)
    assert reply.status_code == 400 and "A manager makes it in the admin." in reply.content.decode()


def test_a_hidden_or_unanswered_question_makes_none(signed_in, board, asker, agent, articles, now):
    question = make_question(board=board, by=asker, now=now)
    assert draft(signed_in(agent), question).status_code == 403


@given(st.text(alphabet="ab <>*#>-[]()!|`\n1.@/", max_size=200))
@example("1\n>\n1")
def test_any_post_becomes_text_the_editor_keeps(source):
    html = article_body(markup.render(source))
    for forbidden in ("<img", "<pre", "<table", "<blockquote", "class=", "<code"):
        assert forbidden not in html
    assert article_body(html) == html


def test_a_mention_leaves_no_name_behind():
    assert "Joost" not in article_body('<p>Ask <a href="/members/7/">@Joost</a> or me.</p>')


def test_what_has_a_published_article_opens_it_and_gets_no_second_one(signed_in, solved, articles, manager):
    draft(signed_in(manager), solved)
    ArticlePage.objects.get().save_revision().publish()
    page = signed_in(manager).get(f"/articles/from/{solved.pk}/").content.decode()
    assert "Open the article" in page and "Draft it" not in page
    assert draft(signed_in(manager), solved)["Location"] == f"/articles/{ArticlePage.objects.get().slug}/"

"""Every list can be followed in a feed reader: the same filters, the same questions, nothing hidden."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from forum.actions import visibility
from tests import builders

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address: str = "/feed/") -> ElementTree.Element:
    reply = client.get(address)
    assert reply["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(reply.content)


def titles(root: ElementTree.Element) -> list[str]:
    return [each.text for each in root.iter(f"{ATOM}title")][1:]


def test_a_feed_holds_each_question_with_its_text_and_author(client, question):
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == question.title
    assert entry.find(f"{ATOM}author/{ATOM}name").text == question.author.name
    assert question.body_html in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}id").text.endswith(f"/questions/{question.pk}/")


def test_the_filters_of_a_list_work_in_its_feed(client, question, answer, now):
    waiting = builders.make_question(
        board=question.board, by=question.author, now=now, title="Is somebody still waiting here?"
    )
    assert titles(feed(client, "/feed/?state=unanswered")) == [waiting.title]
    assert set(titles(feed(client, f"/feed/?board={question.board.slug}"))) == {question.title, waiting.title}
    assert titles(feed(client, "/feed/?board=no-such-board&state=solved")) == []


def test_hidden_questions_are_not_in_a_feed(client, question, moderator, now):
    visibility.hide_post(by=moderator, post=question, reason="It names a neighbour.", now=now)
    client.force_login(moderator)
    assert titles(feed(client)) == []


def test_an_erased_author_is_a_former_member(client, question, now):
    question.author.erased_at = now
    question.author.save(update_fields=["erased_at"])
    assert feed(client).find(f"{ATOM}entry/{ATOM}author/{ATOM}name").text == "Former member"


@pytest.mark.parametrize("odd", ["state=x", "lang=%F0", "tag=nothing", "board=%22%3E", "sort=9"])
def test_odd_filters_break_nothing(client, question, odd):
    assert feed(client, f"/feed/?{odd}") is not None


def test_a_feed_costs_the_same_with_three_questions_and_with_thirty(
    client, board, asker, now, django_assert_max_num_queries
):
    for number in range(30):
        builders.make_question(board=board, by=asker, now=now, title=f"Question number {number} of thirty")
    feed(client)  # reads the name of the house, once per process
    with django_assert_max_num_queries(3):
        feed(client)


def test_a_list_names_the_feed_of_the_same_questions(client, question):
    page = client.get(f"{question.board.path()}?state=solved&sort=active").content.decode()
    assert f'href="/feed/?state=solved&amp;sort=active&amp;board={question.board.slug}"' in page


def test_a_feed_of_one_member_or_department(client, question, asker, employee, helper, now):
    builders.make_answer(question=question, by=employee, now=now)
    for query in (f"by={asker.pk}", f"answered_by={employee.pk}", "department=metering"):
        assert titles(feed(client, f"/feed/?{query}")) == [question.title], query
    assert titles(feed(client, f"/feed/?answered_by={helper.pk}")) == []


def test_the_answers_to_a_question_are_a_feed(client, question, answer, helper, moderator, now):
    later = builders.make_answer(question=question, by=moderator, now=now + timedelta(hours=1))
    root = feed(client, f"/questions/{question.pk}/feed/")
    assert titles(root) == [f"Answer by {moderator.name}", f"Answer by {helper.name}"]
    assert question.title in root.find(f"{ATOM}title").text
    assert root.find(f"{ATOM}entry/{ATOM}id").text.endswith(f"/answers/{later.pk}/")
    assert f'href="/questions/{question.pk}/feed/"' in client.get(question.path()).content.decode()


def test_what_is_hidden_is_in_no_feed_of_answers(client, question, answer, moderator, now):
    visibility.hide_post(by=moderator, post=answer, reason="It names a neighbour.", now=now)
    client.force_login(moderator)
    assert titles(feed(client, f"/questions/{question.pk}/feed/")) == []
    visibility.hide_post(by=moderator, post=question, reason="It names a neighbour.", now=now)
    assert client.get(f"/questions/{question.pk}/feed/").status_code == 404


def test_who_has_the_feed_already_gets_nothing_again(client, question, answer, now):
    for address in ("/feed/", f"/questions/{question.pk}/feed/"):
        first = client.get(address)
        assert first["Last-Modified"]
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        builders.make_answer(question=question, by=question.author, now=now + timedelta(hours=1))
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_addresses_in_a_feed_are_whole(client, question, settings):
    settings.SITE_URL = "https://community.example"
    question.body_html = (
        '<p><img src="/media/a.png"> <a href="/tags/x/">x</a> <a href="//b.example">b</a></p>'
    )
    question.save()
    summary = feed(client).find(f"{ATOM}entry/{ATOM}summary").text
    assert 'src="https://community.example/media/a.png"' in summary
    assert 'href="https://community.example/tags/x/"' in summary and 'href="//b.example"' in summary


def test_a_feed_says_what_it_is_narrowed_to(client, question):
    title = feed(client, f"/feed/?board={question.board.slug}&state=solved").find(f"{ATOM}title").text
    assert title.startswith(f"Solved · {question.board.name} · ")


def test_who_is_mentioned_has_the_name_of_today(client, question, helper, stranger, now):
    body = f"Ask [@Wouter]({stranger.path()}), who has the same box at home."
    builders.make_answer(question=question, by=helper, now=now, body=body)
    stranger.name = "Wouter de Smit"
    stranger.save()
    address = f"/questions/{question.pk}/feed/"
    text = feed(client, address).find(f"{ATOM}entry/{ATOM}summary").text
    assert "@Wouter de Smit<" in text and 'href="http://127.0.0.1:8000/members/' in text
    stranger.erased_at = now
    stranger.save()
    cache.clear()
    assert "@Former member" in feed(client, address).find(f"{ATOM}entry/{ATOM}summary").text

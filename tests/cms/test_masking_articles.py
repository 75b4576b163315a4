"""What articles copied is masked with the question: drafts whole, what is published where it says the same."""

import pytest

from cms.models import ArticlePage
from forum.actions.redact import redact
from forum.models import Question
from tests.builders import BODY, make_answer, make_question

pytestmark = pytest.mark.django_db
NUMBER, MASKED = "06-12345678", "06-••••••78"


@pytest.fixture
def drafted(board, asker, helper, employee, articles, signed_in, now):
    """An article of a question with a number in its title and text, answered with it."""
    question = make_question(
        board=board, by=asker, now=now, title=f"Call me on {NUMBER} please", body=f"{BODY} {NUMBER}"
    )
    make_answer(question=question, by=helper, now=now, body=f"I called you on {NUMBER} and told you.")
    signed_in(employee).post(f"/articles/from/{question.pk}/", {"do": "draft"})
    return ArticlePage.objects.get()


def everything_of(article: ArticlePage) -> str:
    article = ArticlePage.objects.get(pk=article.pk)
    kept = [article.title, article.draft_title, article.slug, article.url_path, article.body]
    return str([*kept, *article.revisions.values_list("content", "object_str")])


def test_a_draft_is_masked_in_every_version(drafted, moderator, now):
    assert NUMBER in everything_of(drafted)
    redact(by=moderator, post=Question.objects.get(), now=now)
    assert NUMBER not in everything_of(drafted) and MASKED in everything_of(drafted)
    assert ArticlePage.objects.get().slug == f"article-{drafted.pk}"
    latest = ArticlePage.objects.get().get_latest_revision_as_object()
    assert latest.title == f"Call me on {MASKED} please"


def test_so_it_is_when_the_answer_is_masked_alone(drafted, moderator, now):
    redact(by=moderator, post=Question.objects.get().answers.get(), now=now)
    assert NUMBER not in everything_of(drafted)


def test_what_is_published_loses_what_was_found_and_keeps_what_its_editor_wrote(drafted, moderator, now):
    drafted.body += "<p>Our shop: 020-1234567</p>"
    drafted.save_revision().publish()
    redact(by=moderator, post=Question.objects.get(), now=now)
    article = ArticlePage.objects.get()
    assert article.live and "020-1234567" in article.body
    assert NUMBER not in everything_of(drafted)

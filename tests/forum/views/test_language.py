"""The page where the language of a question is said."""

import pytest

from forum.models import Question
from tests import builders

pytestmark = pytest.mark.django_db


def address(question) -> str:
    return f"/questions/{question.pk}/language/"


def test_the_asker_reads_what_was_guessed_and_says_it_better(signed_in, question, asker):
    client = signed_in(asker)
    page = client.get(address(question)).content.decode()
    assert '<option value="en" lang="en" selected>English</option>' in page
    reply = client.post(address(question), {"language": "nl"})
    assert (reply.status_code, reply["Location"]) == (302, question.path())
    assert Question.objects.get().language == "nl"
    page = client.get(question.path()).content.decode()
    assert "This question is in Nederlands now." in page
    assert "Femke set the language to Nederlands" in page


def test_a_language_that_is_not_offered_is_refused_in_place(signed_in, question, asker):
    reply = signed_in(asker).post(address(question), {"language": "klingon"})
    assert reply.status_code == 400
    assert "Choose a language from the list." in reply.content.decode()
    assert Question.objects.get().language == "en"


def test_visitors_sign_in_first(client, question):
    for reply in (client.get(address(question)), client.post(address(question), {"language": "nl"})):
        assert reply.status_code == 302 and reply["Location"].startswith("/accounts/login/")
    assert Question.objects.get().language == "en"


def test_who_may_not_is_told_so(signed_in, question, moderator, now):
    silenced = builders.make_member("Silent", silenced_until=now.replace(year=now.year + 5))
    reply = signed_in(silenced).post(address(question), {"language": "nl"}, follow=True)
    assert "You can not change the language of this question." in reply.content.decode()
    assert Question.objects.get().language == "en"


def test_a_title_never_hides_the_page(board, asker, now, signed_in):
    question = builders.make_question(board=board, by=asker, now=now, title="Language!!!")
    assert signed_in(asker).get(question.path()).status_code == 200
    assert question.path() != address(question)

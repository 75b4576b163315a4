"""Asking, answering, commenting and editing: one post per form, clear faults, nothing typed is ever lost."""

import html
from urllib.parse import parse_qs, urlsplit

import pytest

from forum.models import Answer, Comment, Question
from forum.search import face
from tests import builders

pytestmark = pytest.mark.django_db

BODY = "It stops every evening at nine, and comes back by itself."


def ask_fields(on, **changes):
    fields = {
        "title": "My fibre drops at nine",
        "body": BODY,
        "tags": "fibre, wifi",
        "board": on.pk,
        "form_key": "k1",
    }
    return fields | changes


def test_asking_leads_to_the_question(signed_in, asker, board):
    response = signed_in(asker).post("/questions/ask/", ask_fields(board))
    question = Question.objects.get()
    assert response["Location"] == question.path()
    assert sorted(question.tags.values_list("slug", flat=True)) == ["fibre", "wifi"]


def test_a_form_sent_twice_asks_once(signed_in, asker, board):
    client = signed_in(asker)
    answers = [client.post("/questions/ask/", ask_fields(board))["Location"] for _time in range(2)]
    assert answers[0] == answers[1]
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "short"},
        {"title": "x" * 151},
        {"title": "A title with \x00 in it"},
        {"body": ""},
        {"body": "too short"},
        {"body": "a" * 1_000_000},
        {"body": "\x00" * 30},
        {"tags": ""},
        {"tags": "a b c d e f"},
        {"tags": "?? !!"},
        {"board": "999"},
        {"board": "no number"},
    ],
)
def test_a_fault_is_explained_and_the_text_is_kept(signed_in, asker, board, changes):
    fields = ask_fields(board, **changes)
    response = signed_in(asker).post("/questions/ask/", fields)
    page = html.unescape(response.content.decode())
    assert response.status_code == 400
    assert 'class="wrong"' in page
    for name in ("title", "body"):
        assert fields[name].replace("\x00", "") in page.replace("\x00", "")
    assert not Question.objects.exists()


def test_what_was_typed_survives_a_session_that_expired(client, board, signed_in, asker):
    response = client.post("/questions/ask/", ask_fields(board))
    onward = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    assert response.status_code == 302
    page = signed_in(asker).get(onward).content.decode()
    assert BODY in page
    assert "My fibre drops at nine" in page


def test_a_long_text_survives_too(client, board, asker):
    body = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(20_000))
    response = client.post("/questions/ask/", ask_fields(board, body=body))
    onward = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    assert len(onward) < 7000
    client.force_login(asker)
    assert body in client.get(onward).content.decode()


def test_an_answer_survives_too(client, question, signed_in, helper):
    response = client.post(f"/questions/{question.pk}/answers/", {"body": "Set it to four at night instead."})
    onward = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    page = signed_in(helper).get(onward, follow=True).content.decode()
    assert "Set it to four at night instead." in page


def test_a_forged_draft_is_ignored(signed_in, asker, board):
    assert signed_in(asker).get("/questions/ask/?draft=forged").status_code == 200


def test_answering_leads_to_the_answer(signed_in, question, helper):
    response = signed_in(helper).post(
        f"/questions/{question.pk}/answers/", {"body": "Set it to four at night instead.", "form_key": "k"}
    )
    assert response["Location"].endswith(f"#answer-{Answer.objects.get().pk}")


def test_a_short_answer_is_explained_on_the_question(signed_in, question, helper):
    response = signed_in(helper).post(f"/questions/{question.pk}/answers/", {"body": "Yes."})
    assert response.status_code == 400
    assert b"too short" in response.content
    assert b"Yes." in response.content


def test_nobody_answers_a_closed_question(signed_in, question, helper, now):
    Question.objects.update(status="closed", status_reason="not for here", status_at=now)
    response = signed_in(helper).post(
        f"/questions/{question.pk}/answers/", {"body": "Set it to four at night."}
    )
    assert b"This question is closed" in response.content
    assert not Answer.objects.exists()


def test_commenting_leads_back_to_the_comment(signed_in, answer, asker):
    response = signed_in(asker).post(
        f"/answers/{answer.pk}/comments/", {"body": "That helped me.", "form_key": "k"}
    )
    assert response["Location"].endswith(f"#comment-{Comment.objects.get().pk}")


def test_editing_keeps_both_texts_when_someone_was_quicker(signed_in, question, asker, moderator):
    fields = {
        "title": "A better title for it",
        "body": "The first of two texts here.",
        "tags": "fibre",
        "seen": 1,
    }
    client = signed_in(asker)
    assert client.post(f"/questions/{question.pk}/edit/", fields).status_code == 302
    late = signed_in(moderator).post(
        f"/questions/{question.pk}/edit/", fields | {"body": "The second of two texts here."}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert "The first of two texts here." in page
    assert "The second of two texts here." in page
    assert 'name="seen" value="2"' in page


def test_closely_resembling_questions_are_shown_once_before_posting(
    signed_in, asker, board, monkeypatch, now
):
    builders.make_question(
        board=board, by=builders.make_member("Daan"), now=now, title="My fibre drops at nine too"
    )
    earlier = Question.objects.get()
    hit = face.Hit("question", earlier.pk, 1.0)
    monkeypatch.setattr("forum.search.face.similar", lambda *_words, **_options: [hit])
    client = signed_in(asker)
    shown = client.post("/questions/ask/", ask_fields(board))
    assert b"My fibre drops at nine too" in shown.content
    assert Question.objects.count() == 1
    assert client.post("/questions/ask/", ask_fields(board, is_checked="on")).status_code == 302
    assert Question.objects.count() == 2


def test_the_form_sent_again_leads_to_its_question_not_to_what_resembles_it(
    signed_in, asker, board, monkeypatch
):
    client = signed_in(asker)
    first = client.post("/questions/ask/", ask_fields(board))["Location"]
    hit = face.Hit("question", Question.objects.get().pk, 1.0)
    monkeypatch.setattr("forum.search.face.similar", lambda *_words, **_options: [hit])
    assert client.post("/questions/ask/", ask_fields(board))["Location"] == first

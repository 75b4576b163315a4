"""Bookmarks over HTTP: a form with a note, a private list, and a way to remove what is gone."""

import pytest

from forum.models import Bookmark, Question

pytestmark = pytest.mark.django_db
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("noun", ["questions", "answers"])
def test_every_member_keeps_and_removes_a_post(request, signed_in, question, answer, person, noun):
    client = signed_in(request.getfixturevalue(person))
    post = question if noun == "questions" else answer
    path = f"/{noun}/{post.pk}/bookmark/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"note": "  for the   new house "}).url == post.path()
    assert Bookmark.objects.get().note == "for the new house"
    assert 'value="for the new house"' in client.get(path).content.decode()
    assert "Change the bookmark" in client.get(question.path()).content.decode()
    client.post(path, {"remove": "1"})
    assert not Bookmark.objects.exists()


def test_visitors_sign_in_first_and_come_back(client, question):
    path = f"/questions/{question.pk}/bookmark/"
    assert client.get(path).url == f"/accounts/login/?next={path}"
    assert client.post(path, {"note": "x"}).url.startswith("/accounts/login/")
    assert client.get("/bookmarks/").url == "/accounts/login/?next=/bookmarks/"


def test_the_list_shows_ones_own_and_finds_words(signed_in, question, stranger, helper):
    client = signed_in(stranger)
    assert b"No bookmarks yet" in client.get("/bookmarks/").content
    client.post(f"/questions/{question.pk}/bookmark/", {"note": "only for me"})
    assert b"only for me" in client.get("/bookmarks/").content
    assert b"only for me" not in signed_in(helper).get("/bookmarks/").content
    assert b"only for me" in client.get("/bookmarks/?q=EVENING").content
    assert b"None of your bookmarks" in client.get("/bookmarks/?q=gas").content


def test_what_is_gone_can_be_removed(signed_in, question, stranger, helper, now):
    signed_in(stranger).post(f"/questions/{question.pk}/bookmark/", {"note": ""})
    Question.objects.update(hidden_at=now)
    page = signed_in(stranger).get("/bookmarks/").content.decode()
    assert "no longer there" in page and question.title not in page
    kept = Bookmark.objects.get()
    for number in ("", "x", "9" * 30, kept.pk):
        signed_in(helper).post("/bookmarks/", {"remove": number})
    assert Bookmark.objects.exists()
    signed_in(stranger).post("/bookmarks/", {"remove": kept.pk})
    assert not Bookmark.objects.exists()


def test_a_note_that_will_not_do_stays_in_the_form(signed_in, question, stranger):
    page = signed_in(stranger).post(f"/questions/{question.pk}/bookmark/", {"note": "y" * 301})
    assert page.status_code == 400
    assert b"y" * 301 in page.content and b'aria-invalid="true"' in page.content


def test_a_hidden_question_can_not_be_kept(signed_in, question, stranger, now):
    Question.objects.update(hidden_at=now)
    assert signed_in(stranger).get(f"/questions/{question.pk}/bookmark/").status_code == 404

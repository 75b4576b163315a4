"""Personal data in a public text is pointed out before it is posted, and the writer decides; without script."""

import re

import pytest
from django.core import mail

from community.lib import clock
from forum.actions.merging import Said, fingerprint
from forum.models import Answer, Comment, Door, Question, Revision
from forum.queries import mailanswer
from forum.search import face
from tests.builders import make_comment

pytestmark = pytest.mark.django_db

TYPED = "You can call me on 06-12345678 about this, any evening."
MASKED = "You can call me on 06-••••••78 about this, any evening."
SAID = "Everyone on the internet could read this"


@pytest.fixture
def post(client):
    """Posts a form, with the decision of the panel when there is one."""

    def post(path, typed, decision=None, **more):
        return client.post(path, {**typed, **more, **(decision or {})})

    return post


def kept(page) -> dict:
    return {"guard_kept": re.search(r'name="guard_kept" value="(\w+)"', page.content.decode())[1]}


def places(question, answer, comment):
    """Everywhere one writes in public: the path, the fields besides the text, and where the text ends up."""
    ask = {
        "title": "My fibre connection drops",
        "board": question.board_id,
        "tags": "fibre",
        "is_checked": "on",
    }
    edit = {"title": question.title, "tags": "fibre", "seen": "1"}
    return {
        "ask": ("/questions/ask/", ask, lambda: Question.objects.latest("pk").body),
        "answer": (f"/questions/{question.pk}/answers/", {}, lambda: Answer.objects.latest("pk").body),
        "comment": (f"/questions/{question.pk}/comments/", {}, lambda: Comment.objects.latest("pk").body),
        "under an answer": (f"/answers/{answer.pk}/comments/", {}, lambda: Comment.objects.latest("pk").body),
        "edit": (f"/questions/{question.pk}/edit/", edit, lambda: Question.objects.get(pk=question.pk).body),
        "edit comment": (
            f"/comments/{comment.pk}/edit/",
            {"seen_text": fingerprint(Said(comment.body))},
            lambda: Comment.objects.get(pk=comment.pk).body,
        ),
    }


@pytest.mark.parametrize("place", ["ask", "answer", "comment", "under an answer", "edit", "edit comment"])
def test_it_is_pointed_out_once_and_masked_or_kept(client, post, question, answer, asker, place):
    comment = make_comment(question=question, by=asker, now=clock.now())
    path, fields, stored = places(question, answer, comment)[place]
    before = stored()
    client.force_login(asker)
    page = post(path, fields, body=TYPED)
    text = page.content.decode()
    assert page.status_code == 400
    assert SAID in text and "06-12345678" in text and "06-••••••78" in text and "Telephone number" in text
    assert TYPED in text
    assert stored() == before
    # Something else that is added later is pointed out too.
    again = post(path, fields, kept(page), body=f"{TYPED} Or femke@home.test")
    assert "femke@home.test" in again.content.decode()
    assert stored() == before
    done = post(path, fields, {"guard": "mask"}, body=TYPED)
    assert done.status_code == 302, done.context["form"].errors
    assert stored() == MASKED


@pytest.mark.parametrize("place", ["ask", "answer", "comment", "edit", "edit comment"])
def test_what_is_not_personal_after_all_is_posted_as_it_is(client, post, question, answer, asker, place):
    comment = make_comment(question=question, by=asker, now=clock.now())
    path, fields, stored = places(question, answer, comment)[place]
    client.force_login(asker)
    page = post(path, fields, body=TYPED)
    assert post(path, fields, kept(page), body=TYPED).status_code == 302
    assert stored() == TYPED


def test_what_was_decided_holds_when_the_form_comes_back_for_another_reason(
    client, post, question, asker, monkeypatch
):
    monkeypatch.setattr(
        "forum.search.face.similar",
        lambda *_w, kinds=("question",), **_o: (
            [face.Hit("question", question.pk, 1.0)] if "question" in kinds else []
        ),
    )
    client.force_login(asker)
    ask = {"title": question.title, "board": question.board_id, "tags": "fibre", "body": TYPED}
    decision = kept(post("/questions/ask/", ask))
    # Now it is shown what resembles it; the decision comes back with the form.
    page = post("/questions/ask/", ask, decision)
    assert SAID not in page.content.decode()
    assert kept(page) == decision


def test_title_and_reason_are_looked_at_too(client, post, question, asker):
    client.force_login(asker)
    ask = {
        "title": "Call me on 06-12345678 please",
        "board": question.board_id,
        "tags": "fibre",
        "is_checked": "on",
    }
    body = "My line is down since nine this morning."
    assert SAID in post("/questions/ask/", ask, body=body).content.decode()
    post("/questions/ask/", ask, {"guard": "mask"}, body=body)
    assert Question.objects.latest("pk").title == "Call me on 06-••••••78 please"


def test_an_edit_asks_only_about_what_it_brings(client, post, question, asker):
    Question.objects.filter(pk=question.pk).update(body=TYPED)
    client.force_login(asker)
    page = client.get(f"/questions/{question.pk}/edit/").content.decode()
    seen = re.search(r'name="seen_text" value="(\w*)"', page)[1]
    edit = {"title": question.title, "tags": "fibre", "seen": "1", "seen_text": seen}
    page = post(f"/questions/{question.pk}/edit/", edit, body=f"{TYPED} Thank you!")
    assert page.status_code == 302
    assert Revision.objects.filter(question=question).latest("pk").body == f"{TYPED} Thank you!"


@pytest.mark.parametrize("place", ["answer", "comment", "under an answer", "edit", "edit comment"])
def test_the_asker_can_go_on_in_private_with_what_was_typed(
    client, post, question, answer, asker, now, place
):
    comment = make_comment(question=question, by=asker, now=clock.now())
    path, fields, _stored = places(question, answer, comment)[place]
    client.force_login(asker)
    assert "Ask webcare privately instead" in post(path, fields, body=TYPED).content.decode()
    onward = post(path, fields, {"guard": "privately"}, body=TYPED)
    assert onward.status_code == 302
    assert onward["Location"].startswith(f"/ladder/{question.pk}/private/?draft=")
    assert "06" not in onward["Location"].partition("draft=parked-")[0]
    parked = onward["Location"].partition("draft=")[2]
    assert client.session[parked] == {"body": TYPED}


def test_who_asks_posts_it_masked_and_tells_webcare_the_rest(client, post, question, asker):
    client.force_login(asker)
    ask = {
        "title": "My fibre connection drops",
        "board": question.board_id,
        "tags": "fibre",
        "is_checked": "on",
    }
    onward = post("/questions/ask/", ask, {"guard": "mask-and-ask"}, body=TYPED)
    new = Question.objects.latest("pk")
    assert new.body == MASKED
    assert onward["Location"].startswith(f"/ladder/{new.pk}/private/?draft=")


def test_others_are_not_offered_the_private_way(client, post, question, helper):
    client.force_login(helper)
    page = post(f"/questions/{question.pk}/answers/", {}, body=TYPED).content.decode()
    assert SAID in page
    assert "Ask webcare privately instead" not in page
    page = post(f"/questions/{question.pk}/answers/", {}, {"guard": "privately"}, body=TYPED)
    assert page.status_code == 400
    assert not Answer.objects.exists()


def test_answering_by_mail_is_guarded_too(client, question, helper):
    path = mailanswer.address(helper.pk, question.pk)
    page = client.post(path, {"body": TYPED})
    assert SAID in page.content.decode()
    assert not Answer.objects.exists()
    client.post(path, {"body": TYPED, "guard": "mask"})
    assert Answer.objects.get().body == MASKED
    assert not mail.outbox


def test_the_companys_own_numbers_pass(client, post, question, helper):
    Door.objects.create(
        name="By telephone", line="Call 088 000 1234 from nine to five", link="tel:0880001234"
    )
    client.force_login(helper)
    body = "Call webcare on +31 88 000 12 34, they are quick."
    assert post(f"/questions/{question.pk}/answers/", {}, body=body).status_code == 302
    assert Answer.objects.get().body == body


def test_code_is_left_alone(client, post, question, helper):
    client.force_login(helper)
    body = "Set the address:\n\n```\nping 0612345678\n```\n\nand `mail root@router.local` works."
    assert post(f"/questions/{question.pk}/answers/", {}, body=body).status_code == 302


def test_what_is_decided_about_a_question_is_guarded_too(client, post, question, answer, moderator):
    path, note = f"/questions/{question.pk}/needs-info/", "Please tell us your number, is it 06-12345678?"
    client.force_login(moderator)
    page = post(path, {}, note=note)
    assert page.status_code == 400
    assert SAID in page.content.decode() and "Mask it and go on" in page.content.decode()
    assert note in page.content.decode()
    assert post(path, {}, {"guard": "mask"}, note=note).status_code == 302
    assert Question.objects.get(pk=question.pk).status_reason.endswith("06-••••••78?")

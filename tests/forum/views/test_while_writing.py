"""What a page asks for while someone writes: for members only, refused with a sentence, drafts back in their forms."""

import html
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from community.events.models import Event
from community.lib import throttle
from community.tags.models import Tag
from forum.actions.keeping import keep_draft
from forum.models import Draft
from forum.search import face
from forum.views import writing
from tests import builders

pytestmark = pytest.mark.django_db

ASIDE = [
    ("post", "/writing/preview/"),
    ("get", "/writing/people/?q=jo"),
    ("get", "/writing/tags/?q=fi"),
    ("get", "/writing/similar/?title=My+fibre+drops"),
    ("post", "/writing/draft/"),
    ("delete", "/writing/draft/?place=ask"),
]


def text_of(reply) -> str:
    return html.unescape(reply.content.decode())


@pytest.mark.parametrize(("method", "address"), ASIDE)
def test_visitors_are_asked_to_sign_in(client, method, address):
    reply = getattr(client, method)(address)
    assert reply.status_code == 403
    assert "sign in" in reply.json()["error"]


@pytest.mark.parametrize("address", ["/writing/solved/", "/writing/draft/throw-away/"])
def test_buttons_of_visitors_lead_to_sign_in(client, address):
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("limit", "method", "address"), [
    (writing.PREVIEW, "post", "/writing/preview/"),
    (writing.COMPLETE, "get", "/writing/people/"),
    (writing.COMPLETE, "get", "/writing/tags/"),
    (writing.SIMILAR, "get", "/writing/similar/"),
])  # fmt: skip
def test_more_than_a_hand_can_type_is_too_often(signed_in, asker, limit, method, address, monkeypatch):
    # However long so many requests take here, all of them fall into one moment.
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))
    cache.clear()
    client = signed_in(asker)
    replies = [getattr(client, method)(address).status_code for _time in range(limit.limit + 1)]
    assert replies[0] == 200
    assert replies[-1] == 429


def test_the_preview_is_what_the_post_will_be(signed_in, asker, board, now):
    body = "Some **bold** words, a [link](https://example.com) and <script>alert(1)</script>.\n\n- one\n- two"
    question = builders.make_question(board=board, by=asker, now=now, body=body)
    shown = signed_in(asker).post("/writing/preview/", {"body": body}).content.decode().strip()
    assert shown == f'<div class="prose" dir="auto">{question.body_html}</div>'


@pytest.mark.parametrize("body", ["", "  \n", "\x00"])
def test_an_empty_preview_says_so(signed_in, asker, body):
    assert "Nothing to show yet." in text_of(signed_in(asker).post("/writing/preview/", {"body": body}))


def test_people_and_tags_are_offered(signed_in, asker, helper):
    Tag.objects.create(slug="fibre", question_count=2)
    client = signed_in(asker)
    assert client.get("/writing/people/?q=joost").json() == {
        "people": [{"name": "Joost Wagenaar", "path": helper.path(), "department": ""}]
    }
    assert client.get("/writing/tags/?q=fib").json() == {
        "tags": [{"word": "fibre", "used": "2 questions", "synonym": ""}]
    }


@pytest.fixture
def searchable(question, answer, monkeypatch):
    """A question that any search finds."""
    hit = face.Hit("question", question.pk, 1.0)
    monkeypatch.setattr("forum.search.face.similar", lambda *_words, **_options: [hit])
    return question


def test_similar_questions_come_with_a_way_to_say_that_they_helped(signed_in, stranger, searchable):
    page = text_of(signed_in(stranger).get("/writing/similar/", {"title": f"{searchable.title} again"}))
    assert searchable.path() in page
    assert f'form="spare" name="question" value="{searchable.pk}"' in page


@pytest.mark.parametrize("title", ["", "short", "Nothing like anything else here", "?" * 20, "a" * 100_000])
def test_no_similar_question_is_no_list(signed_in, stranger, searchable, title):
    reply = signed_in(stranger).get("/writing/similar/", {"title": title[:2_000]})
    assert reply.status_code == 200
    assert reply.content.strip() == b""


def test_a_hidden_question_is_not_similar(signed_in, stranger, searchable, moderator, now):
    searchable.hidden_at, searchable.hidden_by = now, moderator
    searchable.save()
    assert signed_in(stranger).get("/writing/similar/", {"title": searchable.title}).content.strip() == b""


def test_this_solved_it_thanks_and_leads_there(signed_in, stranger, question, now):
    client = signed_in(stranger)
    reply = client.post("/writing/solved/", {"question": question.pk}, follow=True)
    assert reply.redirect_chain == [(question.path(), 302)]
    assert "Thank you for looking first." in text_of(reply)
    assert "still under" not in text_of(reply)
    assert Event.objects.filter(kind="question.spared", actor=stranger).count() == 1
    keep_draft(by=stranger, place="ask", fields={"title": "Half a question"}, now=now)
    assert "still under “Ask”" in text_of(
        client.post("/writing/solved/", {"question": question.pk}, follow=True)
    )
    assert Draft.objects.of(stranger, "ask")


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "٣", "9" * 30, "999999"])
def test_what_is_no_question_solved_nothing(signed_in, stranger, number):
    assert signed_in(stranger).post("/writing/solved/", {"question": number}).status_code == 404
    assert not Event.objects.filter(kind="question.spared").exists()


def test_a_draft_is_kept_and_thrown_away(signed_in, asker):
    client = signed_in(asker)
    kept = client.post(
        "/writing/draft/", {"place": "ask", "title": "My fibre", "body": "drops", "place2": "x"}
    )
    assert kept.json()["kept"].startswith("Draft kept ")
    assert Draft.objects.get().fields == {"title": "My fibre", "body": "drops"}
    assert client.delete("/writing/draft/?place=ask").json() == {"kept": ""}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"place": "nowhere", "body": "x"}, {"place": "ask", "body": "\x00"}])
def test_a_draft_that_can_not_be_kept_is_refused_with_a_sentence(signed_in, asker, fields):
    reply = signed_in(asker).post("/writing/draft/", fields)
    assert reply.status_code == 400
    assert reply.json()["error"]


def test_drafts_are_nobody_elses(signed_in, asker, helper, now):
    keep_draft(by=asker, place="ask", fields={"title": "Private words"}, now=now)
    client = signed_in(helper)
    assert "Private words" not in text_of(client.get("/questions/ask/"))
    client.delete("/writing/draft/?place=ask")
    client.post("/writing/draft/throw-away/", {"place": "ask"})
    assert Draft.objects.of(asker, "ask")


def pages_to_write_on(question, answer) -> dict[str, str]:
    return {
        "ask": "/questions/ask/",
        f"answer:{question.pk}": question.path(),
        f"comment:question:{question.pk}": f"/questions/{question.pk}/comments/",
        f"comment:answer:{answer.pk}": f"/answers/{answer.pk}/comments/",
        f"edit:question:{question.pk}": f"/questions/{question.pk}/edit/",
        f"edit:answer:{answer.pk}": f"/answers/{answer.pk}/edit/",
    }


def test_every_form_names_its_place_and_brings_its_draft_back(signed_in, moderator, question, answer, now):
    client = signed_in(moderator)
    for place, address in pages_to_write_on(question, answer).items():
        empty = text_of(client.get(address))
        assert f'data-place="{place}"' in empty
        assert "We kept what you typed" not in empty
        keep_draft(by=moderator, place=place, fields={"body": f"Half an idea at {place}"}, now=now)
        page = text_of(client.get(address))
        assert f"Half an idea at {place}" in page
        assert "We kept what you typed on" in page
        assert page.count(f'name="place" value="{place}"') == 1
        thrown = client.post("/writing/draft/throw-away/", {"place": place}, follow=True)
        assert thrown.redirect_chain[-1][0] == address
        assert "Half an idea" not in text_of(thrown)


def test_throwing_away_nothing_is_explained(signed_in, asker):
    page = text_of(signed_in(asker).post("/writing/draft/throw-away/", {"place": "nowhere"}, follow=True))
    assert "That draft is gone already." in page


def test_a_draft_of_a_text_edited_meanwhile_still_meets_the_conflict(signed_in, asker, question, now):
    client = signed_in(asker)
    draft = {"title": question.title, "body": "My own words, begun before.", "tags": "fibre", "seen": "1"}
    keep_draft(by=asker, place=f"edit:question:{question.pk}", fields=draft, now=now)
    edited = {
        "title": question.title,
        "body": "What another window saved first.",
        "tags": "fibre",
        "seen": "1",
    }
    # Saved under another name for the draft to stay, as someone else's edit would leave it.
    client.post(f"/questions/{question.pk}/edit/", edited)
    keep_draft(by=asker, place=f"edit:question:{question.pk}", fields=draft, now=now)
    form = client.get(f"/questions/{question.pk}/edit/").context["form"]
    assert form.initial["body"] == draft["body"]
    assert form.initial["seen"] == "1"
    reply = client.post(f"/questions/{question.pk}/edit/", draft)
    assert reply.status_code == 409
    assert "What another window saved first." in text_of(reply)


def test_what_signing_in_interrupted_comes_before_an_older_draft(client, signed_in, asker, board, now):
    keep_draft(by=asker, place="ask", fields={"title": "An older draft"}, now=now)
    sent = client.post(
        "/questions/ask/", {"title": "What was typed just now", "body": "words", "board": board.pk}
    )
    onward = parse_qs(urlsplit(sent["Location"]).query)["next"][0]
    client.force_login(asker)
    page = text_of(client.get(onward))
    assert "What was typed just now" in page
    assert "An older draft" not in page

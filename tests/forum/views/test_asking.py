"""The form of a question asks what its board asks, with and without script, and lets webcare ask for a customer."""

import html

import pytest
from django.core.cache import cache

from community.events.models import Event
from community.members.models import Member
from forum.actions.keeping import keep_draft
from forum.models import BoardField, FieldValue, Question
from forum.search import face
from forum.search.documents import Document
from tests import builders

pytestmark = pytest.mark.django_db

TEMPLATE = "**What happens**\n\n\n**Since when**"


def text_of(reply) -> str:
    return html.unescape(reply.content.decode())


@pytest.fixture
def asking(board):
    """A board with a template, a menu that must be chosen from, and a line."""
    board.template, board.template_nl = TEMPLATE, "**Wat er gebeurt**"
    board.save()
    BoardField.objects.create(
        board=board,
        slug="product",
        label="Product",
        label_nl="Dienst",
        choices="Fibre\nCable",
        is_required=True,
    )
    BoardField.objects.create(
        board=board, slug="model", label="Model", help_text="On the <b>sticker</b>.", position=1
    )
    return board


def typed(board, **changes) -> dict:
    return {
        "board": board.pk, "title": "My fibre connection drops", "body": builders.BODY, "tags": "fibre",
        "form_key": "k1", "is_checked": "on", "field-product": "Fibre", "field-model": "ZX",
    } | changes  # fmt: skip


def test_a_board_in_the_address_brings_its_fields_and_template(signed_in, asker, asking):
    page = signed_in(asker).get(f"/questions/ask/?board={asking.slug}").content.decode()
    assert 'name="field-product"' in page and '<option value="Cable">' in page
    assert "On the &lt;b&gt;sticker&lt;/b&gt;." in page
    assert "**What happens**" in page.split("<textarea")[1].split("</textarea>")[0]


@pytest.mark.parametrize("address", ["", "?board=unknown", "?board="])
def test_without_a_board_nothing_more_is_asked(signed_in, asker, asking, address):
    reply = signed_in(asker).get(f"/questions/ask/{address}")
    assert reply.status_code == 200 and b'name="field-' not in reply.content


def test_choosing_without_script_keeps_what_was_typed(signed_in, asker, asking):
    client = signed_in(asker)
    page = text_of(client.post("/questions/ask/", typed(asking, choose="yes", body="", title="Short")))
    assert 'value="Short"' in page and "Give your question a title" not in page
    assert 'name="field-product"' in page and "**What happens**" in page and "is too short" not in page
    page = text_of(client.post("/questions/ask/", typed(asking, choose="yes", body="My own words.")))
    assert "My own words." in page and 'value="ZX"' in page
    assert "**What happens**" not in page.split("<textarea")[1].split("</textarea>")[0]
    assert not Question.objects.exists()


def test_the_values_are_posted_and_shown(client, signed_in, asker, asking):
    assert signed_in(asker).post("/questions/ask/", typed(asking)).status_code == 302
    page = text_of(client.get(Question.objects.get().path()))
    assert "<dt>Product</dt>" in page and ">Fibre</a></dd>" in page


@pytest.mark.parametrize(
    "changes",
    [{"field-product": ""}, {"field-product": "Copper"}, {"field-model": "x" * 121}, {"field-model": "\x00"}],
)
def test_a_fault_stands_at_its_field(signed_in, asker, asking, changes):
    reply = signed_in(asker).post("/questions/ask/", typed(asking, **changes))
    assert reply.status_code == 400
    name = next(iter(changes))
    assert f'id="id_{name}_error"' in text_of(reply)
    assert not Question.objects.exists() and not FieldValue.objects.exists()


def test_the_template_alone_is_no_text(signed_in, asker, asking):
    reply = signed_in(asker).post(
        "/questions/ask/", typed(asking, body=TEMPLATE.replace("\n", "\r\n") + "\r\n")
    )
    assert "These are only the headings." in text_of(reply)


def test_script_gets_the_fields_alone(client, signed_in, asker, asking):
    assert client.get(f"/writing/fields/?board={asking.pk}").status_code == 403
    client = signed_in(asker)
    page = text_of(client.get(f"/writing/fields/?board={asking.pk}"))
    assert 'name="field-product"' in page and f'data-template="{TEMPLATE}"' in page and "<form" not in page
    client.get("/language/nl/")
    assert "Dienst" in text_of(client.get(f"/writing/fields/?board={asking.pk}"))
    for other in ("", "x", "999999", "9" * 30, "²"):
        reply = client.get(f"/writing/fields/?board={other}")
        assert reply.status_code == 200 and "field-" not in text_of(reply)


def test_a_draft_brings_its_fields_back(signed_in, asker, asking, now):
    fields = {"title": "My fibre", "body": "It stops.", "board": str(asking.pk), "field-model": "ZX-10"}
    keep_draft(by=asker, place="ask", fields=fields, now=now)
    page = text_of(signed_in(asker).get("/questions/ask/"))
    assert 'value="ZX-10"' in page and "It stops." in page


def test_webcare_asks_for_a_customer(signed_in, agent, asking):
    client = signed_in(agent)
    assert 'name="for_email"' in text_of(client.get("/questions/ask/"))
    page = text_of(client.post("/questions/ask/", typed(asking, for_email="piet@example.com"), follow=True))
    question = Question.objects.get()
    assert (question.author.name, question.asked_for_by) == ("Piet", agent)
    assert "Written down. Your customer gets a letter" in page
    assert "Written down by Nienke" in page and "piet@example.com" not in page


def test_a_refusal_is_explained_and_nothing_lost(signed_in, agent, employee, asking):
    reply = signed_in(agent).post("/questions/ask/", typed(asking, for_email=employee.email))
    assert reply.status_code == 403
    assert "This is the address of a colleague" in text_of(reply) and employee.email in text_of(reply)
    reply = signed_in(agent).post("/questions/ask/", typed(asking, for_email="no address"))
    assert reply.status_code == 400 and "Give the customer's mail address" in text_of(reply)


@pytest.mark.parametrize("role", ["asker", "employee", "moderator"])
def test_others_are_not_offered_it_and_ask_for_themselves(request, signed_in, role, stranger, asking):
    member = request.getfixturevalue(role)
    client = signed_in(member)
    assert "for_email" not in text_of(client.get("/questions/ask/"))
    for number, email in enumerate((stranger.email, "nobody@example.com")):
        reply = client.post("/questions/ask/", typed(asking, for_email=email, form_key=f"k{number}"))
        assert reply.status_code == 302
    assert {question.author for question in Question.objects.all()} == {member}
    assert not Member.objects.filter(email="nobody@example.com").exists()


@pytest.fixture
def handbook(monkeypatch, question):
    """A search that finds one question and one article."""
    found = Document(
        kind="article", id=7, title="My fibre connection drops: what to do", body="", tags=(), board_id=None,
        language="nl", state="solved", worth=0, answers=1, solved=True, created_at=question.created_at,
        url="/articles/fibre/",
    )  # fmt: skip

    class Shelf:
        KIND = "article"

        @staticmethod
        def documents(ids):
            return [found] if 7 in ids else []

    def similar(*_words, kinds=("question",), **_options):
        return [face.Hit(kind, question.pk if kind == "question" else 7, 1.0) for kind in kinds]

    monkeypatch.setattr("forum.search.face.similar", similar)
    monkeypatch.setattr("forum.queries.similar.providers", lambda: [Shelf])
    cache.clear()
    return found


def test_articles_stand_among_what_resembles(signed_in, stranger, handbook):
    page = text_of(signed_in(stranger).get("/writing/similar/", {"title": "My fibre connection drops"}))
    assert 'href="/articles/fibre/"' in page and "From the handbook" in page
    assert 'name="article" value="7"' in page


def test_an_article_that_solved_it_counts_once_per_person(signed_in, stranger, handbook):
    client = signed_in(stranger)
    for _time in range(2):
        assert client.post("/writing/solved/", {"article": "7"})["Location"] == "/articles/fibre/"
    event = Event.objects.get(kind="question.spared")
    assert (event.subject, event.actor) == ("article:7", stranger)
    for other in ("8", "x", "", "9" * 30):
        assert client.post("/writing/solved/", {"article": other}).status_code == 404


def test_the_chosen_board_comes_first(signed_in, stranger, asker, board, question, monkeypatch, now):
    other = builders.make_board("Bills")
    here = builders.make_question(board=other, by=asker, now=now, title="My fibre connection drops at noon")
    hits = [face.Hit("question", number, 1.0) for number in (question.pk, here.pk)]
    monkeypatch.setattr(
        "forum.search.face.similar",
        lambda *_w, kinds=("question",), **_o: hits if "question" in kinds else [],
    )
    address = {"title": "My fibre connection drops"}
    client = signed_in(stranger)
    page = text_of(client.get("/writing/similar/", address))
    assert page.index(question.path()) < page.index(here.path())
    page = text_of(client.get("/writing/similar/", address | {"board": other.pk}))
    assert page.index(here.path()) < page.index(question.path())


def test_what_was_said_is_changed_in_the_form_of_the_question(signed_in, asker, asking):
    client = signed_in(asker)
    client.post("/questions/ask/", typed(asking))
    question = Question.objects.get()
    address = f"/questions/{question.pk}/edit/"
    page = client.get(address)
    assert '<option value="Fibre" selected>' in text_of(page) and 'value="ZX"' in text_of(page)
    words = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    words |= {"reason": "", "language": "", "field-product": "Copper"}
    assert client.post(address, words).status_code == 400
    words |= {"field-product": "Cable", "field-model": ""}
    assert client.post(address, words).status_code == 302
    assert dict(FieldValue.objects.values_list("field__slug", "value")) == {"product": "Cable"}
    shown = text_of(client.get(question.path()))
    assert ">Cable</a></dd>" in shown and "<dt>Model</dt>" not in shown


def test_another_editor_need_not_say_what_the_asker_did_not(signed_in, asker, moderator, board, now):
    question = builders.make_question(board=board, by=asker, now=now)
    BoardField.objects.create(board=board, slug="product", label="Product", choices="Fibre", is_required=True)
    address = f"/questions/{question.pk}/edit/"
    for editor, status in ((moderator, 302), (asker, 400)):
        client = signed_in(editor)
        words = {name: value for name, value in client.get(address).context["form"].initial.items() if value}
        words |= {
            "title": f"A better title by {editor.name}",
            "reason": "",
            "language": "",
            "field-product": "",
        }
        assert client.post(address, words).status_code == status


def test_a_suggestion_leaves_what_was_said(signed_in, asker, asking, helper):
    signed_in(asker).post("/questions/ask/", typed(asking))
    address = f"/questions/{Question.objects.get().pk}/edit/"
    assert "field-product" not in text_of(signed_in(helper).get(address, follow=True))

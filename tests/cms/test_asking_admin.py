"""What a manager sets up in the admin about asking: fields and templates of boards, tags and words for them."""

import pytest

from community.events.models import Event
from community.tags.models import Synonym, Tag, TagRevision
from forum.actions.ask import ask_question
from forum.actions.fields import refresh_facts
from forum.actions.tagmerge import merge_waiting
from forum.actions.tagpage import edit_tag_page
from forum.models import BoardField, Card
from tests.builders import BODY, make_question
from tests.cms.test_admin import admin, hilde, save, snippet  # noqa: F401

pytestmark = pytest.mark.django_db

FIELD = {"slug": "product", "label": "Product", "label_nl": "Dienst", "help_text": "", "help_text_nl": "",
         "choices": "Fibre\nCable", "position": "1"}  # fmt: skip


def test_a_field_is_made_changed_and_shown_on_old_cards(admin, board, asker, now):  # noqa: F811
    assert admin.post(snippet(BoardField, "add"), FIELD | {"board": board.pk}).status_code == 302
    field = BoardField.objects.get()
    assert Event.objects.get(subject=f"boardfield:{field.pk}").kind == "boardfield.created"
    question = ask_question(by=asker, board=board, title="My fibre drops", body=BODY, tags=["fibre"], form_key=None,
                            now=now, fields={"product": "Fibre"})  # fmt: skip
    save(admin, snippet(BoardField, "edit", field.pk), label="Which product")
    assert refresh_facts(board.pk) == 1
    cards = Card.objects.filter(question=question, language="en")
    assert "<dt>Which product</dt>" in cards.get().html
    assert admin.post(snippet(BoardField, "delete", field.pk)).status_code == 302
    assert refresh_facts(board.pk) == 1
    assert "Which product" not in cards.get().html


def test_a_choice_that_nobody_could_keep_is_refused(admin, board):  # noqa: F811
    reply = admin.post(snippet(BoardField, "add"), FIELD | {"board": board.pk, "choices": "x" * 121})
    assert reply.status_code == 200 and b"120 letters" in reply.content
    assert not BoardField.objects.exists()


def test_two_fields_of_a_board_do_not_share_a_name(admin, board):  # noqa: F811
    for status in (302, 200):
        assert admin.post(snippet(BoardField, "add"), FIELD | {"board": board.pk}).status_code == status
    assert BoardField.objects.count() == 1


def test_a_template_is_kept(admin, board):  # noqa: F811
    save(admin, snippet(type(board), "edit", board.pk), template="**What happens**")
    board.refresh_from_db()
    assert board.template == "**What happens**"


def test_a_word_is_spelled_as_people_type_it(admin):  # noqa: F811
    wifi = Tag.objects.create(slug="wifi")
    assert admin.post(snippet(Synonym, "add"), {"slug": " #WLAN ", "tag": wifi.pk}).status_code == 302
    assert Synonym.objects.get().slug == "wlan"
    for slug in ("..", "Wifi"):
        assert admin.post(snippet(Synonym, "add"), {"slug": slug, "tag": wifi.pk}).status_code == 200
    assert Synonym.objects.count() == 1


def test_a_word_that_is_a_tag_moves_its_questions(admin, board, asker, now):  # noqa: F811
    question = make_question(board=board, by=asker, now=now, tags=["wlan"])
    wifi = Tag.objects.create(slug="wifi")
    admin.post(snippet(Synonym, "add"), {"slug": "wlan", "tag": wifi.pk})
    assert merge_waiting(now) == 1
    assert list(question.tags.all()) == [wifi]


def test_words_that_lead_in_a_circle_end_somewhere(board, asker, now):
    make_question(board=board, by=asker, now=now, tags=["wlan", "wifi"])
    wlan, wifi = Tag.objects.get(slug="wlan"), Tag.objects.get(slug="wifi")
    Synonym.objects.create(slug="wlan", tag=wifi)
    Synonym.objects.create(slug="wifi", tag=wlan)
    merge_waiting(now)
    merge_waiting(now)
    (left,) = Tag.objects.all()
    assert left.question_count == 1
    assert not Synonym.objects.filter(slug=left.slug).exists()


def test_what_is_changed_here_stands_in_the_history_of_the_tag(admin, hilde, employee, now):  # noqa: F811
    tag = Tag.objects.create(slug="wifi")
    edit_tag_page(by=employee, tag=tag, about="Air.", wiki="", reason="", seen=0, now=now)
    save(admin, snippet(Tag, "edit", tag.pk), about="Waves in the air.")
    assert TagRevision.objects.get(number=2).by == hilde

"""What a board asks besides: checked with a sentence, kept as values, shown on the card, kept in drafts."""

import pytest
from django.core.exceptions import ValidationError

from forum.actions.ask import ask_question
from forum.actions.fields import checked, set_fields
from forum.actions.keeping import keep_draft
from forum.models import BoardField, Card, FieldValue
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def product(board):
    return BoardField.objects.create(
        board=board, slug="product", label="Product", label_nl="Dienst", choices="Fibre\nCable & co\n", is_required=True
    )  # fmt: skip


@pytest.fixture
def model(board):
    return BoardField.objects.create(board=board, slug="model", label="Model", position=1)


def ask(board, asker, now, **given):
    return ask_question(
        by=asker, board=board, title="My fibre connection drops", body=builders.BODY, tags=["fibre"], form_key=None,
        now=now, **given,
    )  # fmt: skip


def values(question) -> dict[str, str]:
    return dict(FieldValue.objects.filter(question=question).values_list("field__slug", "value"))


def test_values_are_kept_on_one_line_and_others_left_out(board, asker, now, product, model):
    question = ask(
        board, asker, now, fields={"product": "Fibre", "model": " ZX\u202e-10 \n b ", "colour": "red"}
    )
    assert values(question) == {"product": "Fibre", "model": "ZX-10 b"}


@pytest.mark.parametrize(
    "given, fault",
    [
        ({}, "field-product"),
        ({"product": "  "}, "field-product"),
        ({"product": "Copper"}, "field-product"),
        ({"product": "fibre"}, "field-product"),
        ({"product": "Fibre", "model": "x" * 121}, "field-model"),
        ({"product": "Fibre", "model": "a\x00b"}, "field-model"),
        ({"product": "Fibre", "model": "a\ud800b"}, "field-model"),
    ],
)
def test_what_will_not_do_is_refused_with_a_sentence_for_its_field(board, product, model, given, fault):
    with pytest.raises(ValidationError) as refusal:
        checked(board, given)
    ((name, sentences),) = refusal.value.message_dict.items()
    assert name == fault and sentences[0].endswith(".")


def test_a_question_that_came_without_a_form_is_not_asked(board, asker, now, product):
    assert values(ask(board, asker, now)) == {}


def test_nothing_is_kept_of_a_refused_question(board, asker, now, product):
    with pytest.raises(ValidationError):
        ask(board, asker, now, fields={"product": "Copper"})
    assert not FieldValue.objects.exists()


def test_the_card_says_it_in_both_languages_with_a_link_to_the_like(board, asker, now, product, model):
    question = ask(board, asker, now, fields={"product": "Cable & co", "model": "<b>X</b>"})
    english, dutch = (
        Card.objects.get(question=question, answer=None, language=code).html for code in ("en", "nl")
    )
    address = "/boards/internet-and-tv/?field=product%3ACable+%26+co"
    assert (
        f'<dt>Product</dt><dd><a class="plain" href="{address}" dir="auto">Cable &amp; co</a></dd>' in english
    )
    assert "<dt>Dienst</dt>" in dutch
    assert "&lt;b&gt;X&lt;/b&gt;" in english and "<b>X</b>" not in english


def test_setting_them_again_replaces_what_is_different(board, asker, now, product, model):
    question = ask(board, asker, now, fields={"product": "Fibre", "model": "X"})
    kept = FieldValue.objects.get(field=product).pk
    assert not set_fields(question, {product.pk: "Fibre", model.pk: "X"})
    assert set_fields(question, {product.pk: "Cable & co"})
    assert values(question) == {"product": "Cable & co"}
    assert FieldValue.objects.get().pk == kept


def test_another_board_shows_its_own_and_forgets_nothing(board, asker, now, product):
    question = ask(board, asker, now, fields={"product": "Fibre"})
    other = builders.make_board("Bills")
    order = BoardField.objects.create(board=other, slug="order", label="Order")
    question.board = other
    question.save(update_fields=["board"])
    assert set_fields(question, {order.pk: "A-1"})
    assert values(question) == {"product": "Fibre", "order": "A-1"}


def test_drafts_keep_a_bounded_number_of_them(asker, now):
    typed = {"title": "My fibre drops", "field-product": "Fibre", "field-x y": "no", "field-": "no"}
    typed |= {f"field-n{number}": "x" * 5_000 for number in range(100)}
    kept = keep_draft(by=asker, place="ask", fields=typed, now=now).fields
    assert kept["field-product"] == "Fibre"
    assert "field-x y" not in kept and "field-" not in kept
    assert len(kept) == 31 and all(len(value) <= 1_000 for value in kept.values())

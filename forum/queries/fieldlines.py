"""What questions say to the fields of their boards, as their cards show it."""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlencode

from django.utils.html import escape

from forum.models import FieldValue
from forum.queries import tokens

# What stands between a field and its value in the address of a list.
BETWEEN = ":"


def values_of(ids: Iterable[int]) -> dict[int, list[FieldValue]]:
    """What these questions say to the fields of the boards they stand on now, in the order of the fields: one query."""
    found = (
        FieldValue.objects.filter(question__in=ids)
        .select_related("field__board", "question")
        .only("value", "question__board_id", "field__label", "field__label_nl", "field__slug", "field__board__slug")
        .order_by("field__position", "field_id")
    )  # fmt: skip
    grouped: dict[int, list[FieldValue]] = defaultdict(list)
    for value in found:
        if value.field.board_id == value.question.board_id:
            grouped[value.question_id].append(value)
    return grouped


def given(question_id: int) -> dict[str, str]:
    """What a question says now, by the names of the fields in addresses: what its form begins with."""
    return {value.field.slug: value.value for value in values_of([question_id]).get(question_id, [])}


def lines(values: Iterable[FieldValue], language: str) -> str:
    """A list of labels and values in this language, each value a link to the questions that say the same."""
    shown = "".join(
        f"<div><dt>{escape(tokens.plain(value.field.label_in(language)))}</dt>"
        f'<dd><a class="plain" href="{escape(address(value))}" dir="auto">{escape(tokens.plain(value.value))}</a>'
        "</dd></div>"
        for value in values
    )
    return f'<dl class="board-facts">{shown}</dl>' if shown else ""


def address(value: FieldValue) -> str:
    """The list of its board, narrowed to this value."""
    asked = urlencode({"field": f"{value.field.slug}{BETWEEN}{value.value}"})
    return f"{value.field.board.path()}?{asked}"

"""What a question says to the fields of its board: checked against what the board asks, kept as values."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import markup, slots
from forum.models import Board, BoardField, Card, FieldValue, Question
from forum.queries import cards

# In forms and in drafts a field's name begins with this, its own name in addresses follows.
PREFIX = "field-"
VALUE_LETTERS = FieldValue._meta.get_field("value").max_length


def fields_of(board: Board) -> list[BoardField]:
    """What the board asks besides the text, in its order."""
    return list(BoardField.objects.filter(board=board).order_by("position", "pk"))


def checked(board: Board, given: Mapping[str, str], *, is_whole: bool = True) -> dict[int, str]:
    """The values of `given` (by the fields' names in addresses) that this board keeps, by the fields' ids.

    What the board does not ask is left out. Raises ValidationError with a sentence for each that will not do,
    under PREFIX and the field's name. Not `is_whole`: what must be filled in may stay empty.
    """
    kept, faults = {}, {}
    for field in fields_of(board):
        try:
            value = one(field, given.get(field.slug, ""), is_whole=is_whole)
        except ValidationError as fault:
            faults[PREFIX + field.slug] = fault.messages
        else:
            kept |= {field.pk: value} if value else {}
    if faults:
        raise ValidationError(faults)
    return kept


def one(field: BoardField, raw: str, *, is_whole: bool = True) -> str:
    """The value of one field on one line; empty when nothing is said. Raises ValidationError with what to do."""
    label = field.label_in(get_language() or "en")
    try:
        value = " ".join(markup.neutralise_bidi(markup.refuse_unstorable(raw)).split())
    except markup.UnstorableText:
        raise ValidationError(
            _("“%(field)s” has a character that can not be stored.") % {"field": label}
        ) from None
    options = field.options()
    if not value and field.is_required and is_whole:
        said = _("Choose one for “%(field)s”.") if options else _("Fill in “%(field)s”.")
        raise ValidationError(said % {"field": label})
    if value and options and value not in options:
        raise ValidationError(_("Choose one of the list for “%(field)s”.") % {"field": label})
    if len(value) > VALUE_LETTERS:
        raise ValidationError(
            _("“%(field)s” is too long: %(most)d characters are the most.")
            % {"field": label, "most": VALUE_LETTERS}
        )
    return value


def set_fields(question: Question, values: Mapping[int, str]) -> bool:
    """Keep what `checked` gave as what the question says; whether anything is different now.

    Called inside the transaction of a verb. What was said to the fields of another board stays: a question that
    moves back has it again.
    """
    own = FieldValue.objects.filter(question=question, field__board=question.board_id)
    before = dict(own.values_list("field_id", "value"))
    if before == dict(values):
        return False
    own.exclude(field__in=values).delete()
    for field_id, value in values.items():
        if before.get(field_id) != value:
            FieldValue.objects.update_or_create(
                question=question, field_id=field_id, defaults={"value": value}
            )
    return True


def refresh_facts(board_id: int) -> int:
    """After a field of the board was changed or deleted: its questions' cards say so; how many. Repeatable."""
    shown = Card.objects.filter(question__board=board_id, answer=None, html__contains='class="board-facts"')
    ids = set(shown.values_list("question_id", flat=True))
    ids.update(FieldValue.objects.filter(field__board=board_id).values_list("question_id", flat=True))
    for question in Question.objects.filter(pk__in=ids, board=board_id).iterator(chunk_size=200):
        cards.refresh(question=question)
        slots.bump_around_commit([question.subject])
    return len(ids)

"""Doors: where else to go with a question, as pages offer and show them."""

from dataclasses import dataclass

from forum.models import Door


@dataclass(frozen=True)
class Way:
    """A door in the reader's language; `link` is safe to follow, or empty for words alone."""

    id: int
    name: str
    line: str
    link: str = ""


def way(door: Door, language: str) -> Way:
    return Way(door.pk, door.name_in(language), door.line_in(language), door.address)


def ways_of(board_id: int, language: str) -> list[Way]:
    """Where else to go with what a board does not answer. One query."""
    return [way(door, language) for door in Door.objects.offered_on(board_id)]

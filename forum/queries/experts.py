"""Colleagues whose knowledge of a tag or a board is confirmed: they answer for the company there."""

from community.tags.models import Tag
from forum.models import Board, Expertise
from forum.queries import people
from forum.queries.people import Person


def experts(about: Tag | Board, language: str, most: int) -> list[Person]:
    """At most so many, who was confirmed first before others: one query."""
    named = {"tag": about} if isinstance(about, Tag) else {"board": about}
    found = (
        Expertise.objects.confirmed()
        .filter(member__is_active=True, member__erased_at=None, member__department__isnull=False, **named)
        .order_by("confirmed_at", "id")
        .values(*(f"member__{name}" for name in people.FIELDS))[:most]
    )
    return [people.person(row, language, "member__") for row in found]

"""Questions asked before that resemble one being asked, as far as the asker may see them."""

import re

from community.members.models import Member
from forum.models import Question
from forum.queries.rows import Row, in_order
from forum.search import face

SHOWN = 4
# Half of what the title says must be in the other title too: holding people up for less costs more than it saves.
SHARED_PART = 0.5
_WORD = re.compile(r"\w{4,}")


def similar_questions(title: str, body: str, *, member: Member, language: str) -> list[Row]:
    """Close ones, best first; none when the search is down."""
    try:
        hits = face.similar(title, body=body, size=3 * SHOWN)
    except face.SearchUnavailable:
        return []
    found = in_order(
        [hit.id for hit in hits], Question.objects.visible_to(member).filter(hidden_at=None), language
    )
    asked = _words(title)
    return [row for row in found if asked and len(asked & _words(row.title)) >= SHARED_PART * len(asked)][
        :SHOWN
    ]


def _words(title: str) -> set[str]:
    # The first letters stand in for the stem: "bill" and "bills", "meter" and "meters".
    return {word[:5] for word in _WORD.findall(title.lower())}

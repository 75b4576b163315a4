"""What of a post, in everything it ever said, is personal: for the moderators who mask it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from community.events.models import Event
from community.lib.personaldata import Finding, find, mask, plain
from forum.models import Answer, Comment, FieldValue, Question, Revision, Suggestion
from forum.queries.housecontacts import house_contacts

Post = Question | Answer | Comment

# Rooms above that copy words of a post, or say something on its page: named here, for imports go down only.
ROOMS = ("forum.webcare.masking", "forum.improvements.masking", "cms.handbook.masking")


@dataclass(frozen=True)
class Masking:
    """What is masked, but for what belongs to the company."""

    found: tuple[Finding, ...]
    allowed: tuple[str, ...]

    def everything(self, text: str) -> str:
        """The text without anything personal: for what members wrote."""
        return mask(text, self.allowed)

    def same(self, text: str) -> str:
        """The text without what was found in the post: for what somebody else answers for."""
        return mask(text, self.allowed, only={plain(one.found) for one in self.found})


class Room(Protocol):
    """What a module in `ROOMS` offers."""

    def texts_of(self, post: Post) -> Iterable[str]:
        """What it keeps of the post, or says beside it, for everyone to read."""

    def mask_in(self, post: Post, masking: Masking) -> set[str]:
        """Masks those; the slots of other pages that show them."""


def rooms() -> list[Room]:
    return [import_module(name) for name in ROOMS]


def personal_in(post: Post) -> list[Finding]:
    """Each thing once, in the order of the texts; a fixed number of queries."""
    return distinct(texts_of(post))


def masking_of(found: Iterable[Finding]) -> Masking:
    return Masking(tuple(found), tuple(house_contacts()))


def distinct(texts: Iterable[str]) -> list[Finding]:
    """Each thing once, but for what belongs to the company; one query where something was found."""
    texts = list(texts)
    if not any(find(text) for text in texts):
        return []
    allowed = house_contacts()
    found = (one for text in texts for one in find(text, allowed))
    return list({(one.kind, one.found): one for one in found}.values())


def events_of(post: Post):
    """Those that tell why something was done to it, in words that stand on its page."""
    return Event.objects.filter(subject=post.subject, details__has_key="reason")


def texts_of(post: Post) -> Iterator[str]:
    """What it says now, what it said before, what others made of it or said about it, and what its board asked."""
    yield post.body
    if isinstance(post, Question):
        yield post.title
        yield from FieldValue.objects.filter(question=post).values_list("value", flat=True)
    if not isinstance(post, Comment):
        for rows in (Revision.objects.of(post), Suggestion.objects.about(post)):
            for words in rows.values_list("title", "body", "reason"):
                yield from words
    for details in events_of(post).values_list("details", flat=True):
        yield str(details["reason"] or "")
    for room in rooms():
        yield from room.texts_of(post)

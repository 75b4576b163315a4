"""Two who changed one post at once: what only one of them touched is put together, the rest is shown to the second."""

import hashlib
from dataclasses import dataclass, replace

from forum.models import Answer, Question, Revision


class EditedMeanwhile(Exception):
    """Someone saved another text since this one was opened; `latest` is the revision that stands now."""

    def __init__(self, latest: Revision):
        super().__init__(f"revision {latest.number} stands")
        self.latest = latest


@dataclass(frozen=True)
class Said:
    """What can be edited of a post; of an answer only the body."""

    body: str
    title: str = ""
    tags: frozenset[str] = frozenset()


def stands(post: Question | Answer) -> Said:
    """What the post says now."""
    if isinstance(post, Answer):
        return Said(post.body)
    return Said(post.body, post.title, frozenset(post.tags.values_list("slug", flat=True)))


def said_then(revision: Revision) -> Said:
    return Said(revision.body, revision.title, frozenset(revision.tags.split()))


def fingerprint(said: Said) -> str:
    """A short name of exactly these words, for a form that must know whether they still stand."""
    words = "\x1f".join((said.title, " ".join(sorted(said.tags)), said.body))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def merged(post: Question | Answer, mine: Said, seen: int, seen_text: str = "") -> Said:
    """`mine` on top of what stands now, when it began from revision `seen` (and the words of that fingerprint).

    Raises EditedMeanwhile where both changed the same: title, tags or body.
    """
    latest = Revision.objects.of(post).order_by("-number").first()
    if latest is None or (latest.number == seen and not seen_text):
        return mine
    now = stands(post)
    if fingerprint(now) == seen_text:
        return mine
    # Number 1 is what stood before anyone edited what came in without revisions.
    begun = Revision.objects.of(post).filter(number=max(seen, 1)).first()
    if begun is None or (seen_text and fingerprint(said_then(begun)) != seen_text):
        raise EditedMeanwhile(latest)
    return _together(said_then(begun), mine, now, latest)


def _together(begun: Said, mine: Said, now: Said, latest: Revision) -> Said:
    for name in ("title", "tags", "body"):
        before, wanted, present = (getattr(said, name) for said in (begun, mine, now))
        if wanted == before:
            mine = replace(mine, **{name: present})
        elif present not in (before, wanted):
            raise EditedMeanwhile(latest)
    return mine

"""The guard of a public reply from the desk: personal data never crosses to the public side by accident."""

from collections.abc import Mapping

from forum.forms import guarding
from forum.forms.guarding import Guarded


def check(body: str, post: Mapping[str, str]) -> Guarded:
    """The reply as it may go out (`.body`), unless it `.stops`: then "webcare/guarded.html" says what was found.

    `post` is the form, whose pressed button may have decided: mask it, or let it stand.
    """
    return guarding.check({"body": body}, post)


def goes_privately(post: Mapping[str, str]) -> bool:
    """Whether the writer pressed "Say it privately" in the panel."""
    return post.get(guarding.CHOICE) == guarding.PRIVATELY

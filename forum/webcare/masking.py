"""What webcare's room keeps of a question for everyone to read; listed in `forum.queries.personalfound`."""

from collections.abc import Iterator

from forum.models import Question
from forum.queries.personalfound import Masking, Post
from forum.webcare.models import Case


def texts_of(post: Post) -> Iterator[str]:
    """The line that says how its case ended."""
    if isinstance(post, Question):
        yield from _ended(post).values_list("public_line", flat=True)


def mask_in(post: Post, masking: Masking) -> set[str]:
    """Masks it; it stands on the page of the question alone."""
    if isinstance(post, Question):
        for case in _ended(post):
            case.public_line = masking.everything(case.public_line)
            case.save(update_fields=["public_line"])
    return set()


def _ended(question: Question):
    return Case.objects.filter(question=question).exclude(public_line="")

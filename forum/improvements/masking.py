"""What the lower loop copied from a question; listed in `forum.queries.personalfound`."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from community.notifications.telling import reword
from forum.improvements.models import Improvement
from forum.improvements.naming import reason_of
from forum.models import Question
from forum.queries.personalfound import Masking, Post


def texts_of(post: Post) -> Iterator[str]:
    """The title of what was proposed because many have what the question asks."""
    if isinstance(post, Question):
        for titles in _named_after(post).values_list("title", "title_nl"):
            yield from titles


def mask_in(post: Post, masking: Masking) -> set[str]:
    """Masks it, also in what people were told of it; the pages that show it."""
    stale = set()
    for improvement in _named_after(post) if isinstance(post, Question) else []:
        improvement.title = masking.everything(improvement.title)
        improvement.title_nl = masking.everything(improvement.title_nl)
        improvement.save(update_fields=["title", "title_nl"])
        reword(Q(subject=improvement.subject), mend=masking.everything)
        gathered = improvement.gathered.values_list("question_id", flat=True)
        stale |= {improvement.subject, "improvements", *(f"question:{number}" for number in gathered)}
    return stale


def _named_after(question: Question) -> QuerySet[Improvement]:
    return Improvement.objects.filter(proposed_for=reason_of(question.pk))

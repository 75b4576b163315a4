"""What was said in a thread, as far as the ladder listens: answers that count, and an asker who asks back."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from forum.models import Answer, Comment, Question

# An answer judged down this far is as good as none.
TOO_LOW = -2
# All that is read of an answer, and of its author in order to tell who replied.
WANTED = (
    *("question_id", "body", "score", "created_at"),
    *("author__department_id", "author__is_agent", "author__is_lead"),
)
# A question mark at the end of a word; one inside an address asks nothing.
_ASKS = re.compile(r"[?？؟][\"'”’»)\]*_]*(\s|$)")


@dataclass(frozen=True)
class Heard:
    """`answers` are those that count, oldest first; `asked_back_at` the asker's first word nobody replied to."""

    answers: list[Answer]
    asked_back_at: datetime | None = None
    # When others than the asker said something, in a comment or an answer, oldest first.
    replies: list[datetime] = field(default_factory=list)


def listen(question: Question, called_at: datetime | None) -> Heard:
    """What the thread says now. What was answered before the asker said "that did not help" does not count.

    Two queries; the second only for a question that was answered.
    """
    shown = Answer.objects.shown().filter(question=question).select_related("author").only(*WANTED)
    answers = list(shown.order_by("created_at", "pk"))
    counting = [answer for answer in answers if _counts(answer, question, called_at)]
    if not counting or question.author_id is None:
        return Heard(counting)
    comments = Comment.objects.shown().filter(question=question).only("author_id", "body", "created_at")
    said = sorted([*answers, *comments], key=lambda post: post.created_at)
    replies = [post.created_at for post in said if post.author_id != question.author_id]
    latest = max(replies)
    unheard = (
        post.created_at
        for post in said
        if post.created_at > latest and post.author_id == question.author_id and asks(post.body)
    )
    return Heard(counting, next(unheard, None), replies)


def asks(text: str) -> bool:
    """Whether the writer asks something. A thank-you does not; what was quoted is somebody else's."""
    own = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return any(_ASKS.search(line) for line in own)


def _counts(answer: Answer, question: Question, called_at: datetime | None) -> bool:
    is_askers = question.author_id is not None and answer.author_id == question.author_id
    is_older = called_at is not None and answer.created_at <= called_at
    return answer.score > TOO_LOW and not is_askers and not is_older

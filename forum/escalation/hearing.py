"""What was said about a question, as far as the ladder listens: answers that count, and an asker who asks back."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from community.members.models import Member
from forum.models import Answer, Comment, Question
from forum.rules import TOO_LOW
from forum.webcare.models import Case, PrivateMessage

# All that is read of an answer, and of its author in order to tell who replied.
SAID = ("question_id", "body", "created_at", "author__department_id", "author__is_agent", "author__is_lead")
WANTED = (*SAID, "score")
# A question mark at the end of a word; one inside an address asks nothing.
_ASKS = re.compile(r"[?？؟][\"'”’»)\]*_]*(\s|$)")


@dataclass(frozen=True)
class Heard:
    """`answers` are those that count, oldest first; `asked_back_at` the asker's first word nobody replied to."""

    answers: list[Answer]
    asked_back_at: datetime | None = None
    # When others replied to the asker, in an answer or below one of theirs, oldest first.
    replies: list[datetime] = field(default_factory=list)
    # The question's case, and when webcare wrote to the asker in private; that counts like an answer.
    case: Case | None = None
    private: list[datetime] = field(default_factory=list)
    # When the asker last said that it did not help: what was said before counts no more.
    called_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        return bool(self.answers or self.private)

    @property
    def answered_at(self) -> datetime:
        """When the last of what counts was said; only for what is answered."""
        return max([*self.private, *(answer.created_at for answer in self.answers)])

    @property
    def ours(self) -> list[Answer]:
        """The answers that count by somebody of the company."""
        return [one for one in self.answers if _is_ours(one.author)]


def listen(question: Question, called_at: datetime | None) -> Heard:
    """What the thread says now. What was answered before the asker said "that did not help" does not count.

    Two to four queries: the thread is read only once there was an answer, the private side only where there is one.
    """
    shown = Answer.objects.shown().filter(question=question).select_related("author").only(*WANTED)
    answers = list(shown.order_by("created_at", "pk"))
    counting = [answer for answer in answers if _counts(answer, question, called_at)]
    case = Case.objects.filter(question=question).first()
    private = _private_replies(case, called_at) if case and case.private_at else []
    if not (counting or private) or question.author_id is None:
        return Heard(counting, case=case, private=private, called_at=called_at)
    comments = Comment.objects.shown().filter(question=question).select_related("author").only(*SAID)
    said = sorted([*answers, *comments], key=lambda post: post.created_at)
    replies = _replies(said, question)
    latest = max([*replies, *private])
    unheard = (
        post.created_at
        for post in said
        if post.created_at > latest and post.author_id == question.author_id and asks(post.body)
    )
    return Heard(counting, next(unheard, None), replies, case, private, called_at)


def _replies(said: list[Answer | Comment], question: Question) -> list[datetime]:
    """What others said to the asker: every answer, and the comments of who answered or works here.

    "I have this too" replies to nobody.
    """
    others = [post for post in said if post.author_id != question.author_id]
    helping = {post.author_id for post in others if isinstance(post, Answer)}
    return [
        post.created_at
        for post in others
        if isinstance(post, Answer) or post.author_id in helping or _is_ours(post.author)
    ]


def _is_ours(member: Member | None) -> bool:
    return member is not None and (member.is_employee or member.is_agent)


def _private_replies(case: Case, called_at: datetime | None) -> list[datetime]:
    """When webcare wrote to the customer in private since they last said that it did not help."""
    replies = PrivateMessage.objects.filter(case=case, is_customers=False).order_by("at")
    if called_at is not None:
        replies = replies.filter(at__gt=called_at)
    return list(replies.values_list("at", flat=True))


def asks(text: str) -> bool:
    """Whether the writer asks something. A thank-you does not; what was quoted is somebody else's."""
    own = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return any(_ASKS.search(line) for line in own)


def _counts(answer: Answer, question: Question, called_at: datetime | None) -> bool:
    is_askers = question.author_id is not None and answer.author_id == question.author_id
    is_older = called_at is not None and answer.created_at <= called_at
    return answer.score > TOO_LOW and not is_askers and not is_older

"""When an asker last said something on their question; others' words leave them as silent as they were."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from community.events.models import Event
from forum.models import Answer, Comment, Revision

# What is said with a press; the rooms of the ladder, of the check and of webcare record theirs.
_PRESSED = (
    "answer.unaccepted",
    "question.reopened",
    "question.reopening_asked",
    "ladder.not_yet",
    "ladder.called",
    "ladder.called_again",
    "ladder.urgent",
    "case.opened",
    "case.reopened",
    "case.woken",
    "case.private_word",
    "check.confirmed",
    "check.denied",
)


def last_word() -> Greatest:
    """To be read beside questions: asked, written and shown, edited, or said with a press. No query of its own."""
    here = {"question": OuterRef("pk")}
    thread = Concat(Value("question:"), Cast(OuterRef("pk"), CharField()))
    said = [
        _latest(Answer.objects.shown().filter(**here, author=OuterRef("author")), "created_at"),
        _latest(Comment.objects.shown().filter(**here, author=OuterRef("author")), "created_at"),
        _latest(Revision.objects.filter(**here, by=OuterRef("author")), "at"),
        _latest(Event.objects.filter(thread=thread, actor=OuterRef("author"), kind__in=_PRESSED), "at"),
    ]
    return Greatest(F("created_at"), *(Coalesce(one, F("created_at")) for one in said))


def _latest(rows: QuerySet, moment: str) -> Subquery:
    return Subquery(rows.order_by(f"-{moment}").values(moment)[:1])

"""The newest of what happened to a case that who has its page before them wants to be told of."""

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from community.events.models import Event
from forum.webcare.models import Case


def newest() -> Subquery:
    """For the query that reads a case: the id of that event. Votes and followers say nothing new."""
    thread = Concat(Value("question:"), Cast(OuterRef("question_id"), CharField()))
    spoken = Q(kind="question.edited")
    for subject in ("case.", "answer.", "comment."):
        spoken |= Q(kind__startswith=subject)
    return Subquery(Event.objects.filter(spoken, thread=thread).order_by("-id").values("id")[:1])


def newest_now(case: Case) -> int | None:
    """The same, read anew: what was done for this very page is no news to its reader. One query."""
    return Case.objects.filter(pk=case.pk).values_list(newest(), flat=True).get()

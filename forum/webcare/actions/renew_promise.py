"""The new promise of a case whose promise slipped: what the customer reads from now on, the desk reads too."""

from datetime import datetime

from django.db.models import Case as Choose
from django.db.models import F, Value, When
from django.db.models.functions import Coalesce

from forum.models import Question
from forum.webcare.models import Case

_ONCE_MORE = Choose(When(renewed_from=F("due_at"), then=F("slips") + 1), default=Value(1))


def renew_promise(*, question: Question, until: datetime, alarm_at: datetime) -> None:
    """`until` runs instead of what passed; when the first one was due stays known.

    The lead, who was just told, hears again at `alarm_at` when nothing happens; a sooner alarm that is set stays.
    """
    Case.objects.unfinished().filter(question=question).update(
        slips=_ONCE_MORE, renewed_from=F("due_at"), renewed_until=until,
        alarm_due_at=Coalesce(F("alarm_due_at"), Value(alarm_at)),
    )  # fmt: skip

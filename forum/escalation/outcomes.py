"""What a question's page shows of its check: the asker's reply, or to the asker that it is being asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from forum.escalation.models import Check, CheckState
from forum.models import Question
from forum.webcare.models import Case, CaseState


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said with yes, or that the asker `is_asked` and said nothing yet; `check` is its id."""

    check: int
    name: str
    solved_at: datetime
    replied_at: datetime | None = None
    felt: str = ""
    words: str = ""
    is_asked: bool = False


def reply_of(question: Question) -> Reply | None:
    """The latest word on the solution that stands now, also where webcare helped in private: one query."""
    if question.hidden_at is not None:
        return None
    checked = Case.objects.filter(question=OuterRef("question"), state=CaseState.CHECKED)
    holds = Q(answer__accepted_at__lte=F("replied_at"), answer__hidden_at=None) | Q(
        Exists(checked), answer=None
    )
    shown = Q(holds, state=CheckState.YES) | Q(state=CheckState.ASKED)
    row = (
        Check.objects.filter(shown, question=question.pk)
        .order_by("-pk")
        .values("pk", "state", "solved_at", "replied_at", "felt", "words", "question__author__name")
        .first()
    )
    if row is None:
        return None
    return Reply(
        row["pk"],
        row["question__author__name"] or "",
        row["solved_at"],
        row["replied_at"],
        row["felt"],
        row["words"],
        row["state"] == CheckState.ASKED,
    )

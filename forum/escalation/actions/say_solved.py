"""Saying that it is solved, where webcare helped in private and no answer can be named."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions.recording import hold
from forum.escalation import rules, solved
from forum.escalation.models import Climb
from forum.models import Question
from forum.rules import require
from forum.webcare.models import Case


@transaction.atomic
def say_solved(*, by: Member, question: Question, now: datetime) -> None:
    """The question counts as solved by the asker's word; the owner of a case that goes on is told.

    Saying it twice is once. Raises NotAllowed unless the asker says it, after webcare helped in private.
    """
    hold(question)
    require(rules.may_call_webcare(by, question, now), _("Only the person who asked can say this."))
    if question.state == "solved":
        return
    case = Case.objects.filter(question=question).first()
    called_at = Climb.objects.filter(question=question).values_list("called_at", flat=True).first()
    require(
        solved.is_helped(case, called_at),
        _("Press “This solved it” under the answer that helped, or say that you found it yourself."),
    )
    solved.settle(question, by=by, now=now, kind="question.solved")

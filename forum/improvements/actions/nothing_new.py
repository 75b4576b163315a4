"""Saying of a conversation that it taught nothing new: an honest answer, after which nobody is asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.improvements import rules
from forum.improvements.queries.worklist import NOTHING_NEW
from forum.models import Question
from forum.rules import require


@transaction.atomic
def note_nothing_new(*, by: Member, question: Question, now: datetime) -> None:
    """Said once a question. Raises NotAllowed unless by someone who works here."""
    require(rules.may_note_learning(by, now), _("Learnings are noted by people who work here."))
    if not Event.objects.filter(thread=question.subject, kind=NOTHING_NEW).exists():
        record(NOTHING_NEW, by=by, now=now, subject=question.subject, thread=question.subject)

"""Saying "not yet": what was answered did not solve it, and the question climbs on from where it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from forum.actions.accept import undo_acceptance
from forum.actions.comment import add_comment
from forum.actions.drafting import COMMENT
from forum.actions.recording import go_on
from forum.escalation import rules, solved
from forum.escalation.ladder import Course
from forum.escalation.models import Climb
from forum.escalation.watching import follow
from forum.models import Answer, Question
from forum.rules import require


@transaction.atomic
def say_not_yet(
    *, by: Member, question: Question, now: datetime, missing: str = "", form_key: str | None = None
) -> Climb | None:
    """The clock runs again where it stood; with `missing` a comment says what is still missing.

    What was answered until now counts no more, the asker's own acceptance is taken back. Saying it while the
    question climbs changes nothing but the comment. Raises NotAllowed unless the asker says it about a question
    that is still open, ValidationError when the words will not do.
    """
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("board", "author").get(pk=question.pk)
    )
    require(rules.may_say_not_yet(by, question, now), _("Only the person who asked can say this."))
    missing = missing.strip()
    if missing:
        if len(missing) < COMMENT[0]:
            # A word is enough to be heard.
            missing = _("Not solved yet: %(words)s") % {"words": missing}
        add_comment(by=by, question=question, body=missing, form_key=form_key, now=now)
    for answer in Answer.objects.filter(question=question, accepted_at__isnull=False):
        undo_acceptance(by=by, answer=answer, now=now)
    solved.unsettle(question, by=by, now=now)
    # A question that waited for its asker goes on, also without words.
    go_on("ladder.not_yet", by=by, now=now, question=question)
    climb = follow(question, now)
    if climb is None or climb.course == Course.CLIMBING:
        return climb
    record("ladder.not_yet", by=by, now=now, subject=question.subject, thread=question.subject,
           stale=[question.subject])  # fmt: skip
    # What was answered until now did not help.
    Climb.objects.filter(pk=climb.pk).update(called_at=now)
    return follow(Question.objects.get(pk=question.pk), now)

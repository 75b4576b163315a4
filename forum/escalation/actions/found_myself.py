"""Finding it oneself: the asker says so, with what it was as their own answer, or closes the question."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions import drafting
from forum.actions.accept import accept_answer
from forum.actions.answer import answer_question
from forum.actions.close import close_question
from forum.actions.recording import hold
from forum.escalation import rules
from forum.models import Answer, CloseReason, Question
from forum.rules import require


@transaction.atomic
def find_myself(*, by: Member, question: Question, what: str, now: datetime) -> Answer | None:
    """The asker's own answer, accepted without points; None when they do not say what it was.

    Then the question closes as no longer needed. Either way the ladder ends, a case nobody owns closes by the
    crowd, and the owner of an owned one is told. Raises NotAllowed unless the asker says it while nothing has
    solved the question, ValidationError when the words will not do.
    """
    hold(question)
    require(rules.may_find_themselves(by, question, now), _("Only the person who asked can say this."))
    words = drafting.storable(what).strip()
    if not words:
        said = _("I found it myself.")
        close_question(by=by, question=question, closed_as=CloseReason.NOT_NEEDED, note=said, now=now)
        return None
    if len(words) < drafting.BODY[0]:
        # A few words are enough for whoever has the same: "the cable was loose".
        words = _("I found it myself: %(what)s") % {"what": words}
    answer = answer_question(by=by, question=question, body=words, form_key=None, now=now)
    accept_answer(by=by, answer=answer, now=now)
    return answer

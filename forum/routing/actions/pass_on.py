"""Passing a question on to the department that knows, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Department, Member
from forum.models import Question
from forum.routing import rules
from forum.routing.actions.ask import ask_experts
from forum.routing.matcher import Match, match
from forum.routing.models import ExpertRequest, RequestState
from forum.rules import NotAllowed, require

AT_A_TIME = 3


class NobodyThere(NotAllowed):
    """The department has no one left who could be asked."""


@transaction.atomic
def pass_on(*, by: Member, question: Question, department: Department, now: datetime) -> list[ExpertRequest]:
    """Ask the most fitting colleagues of that department instead; the requests made.

    Raises NotAllowed unless an employee passes on a question that takes answers, NobodyThere when all of the
    department were asked before or have too much waiting.
    """
    require(
        rules.may_pass_on(by, question, now), _("Only colleagues can pass on a question that is still open.")
    )
    requests = ExpertRequest.objects.filter(question=question)
    asked = dict(requests.values_list("member_id", "state"))
    waiting = sum(state == RequestState.WAITING for person, state in asked.items() if person != by.pk)
    found = match(
        question, exclude={*asked, by.pk}, limit=max(1, AT_A_TIME - waiting), now=now, department=department
    )
    if not found:
        name = department.name_in(get_language() or "")
        raise NobodyThere(_("Nobody else in %(department)s can be asked now.") % {"department": name})
    requests.filter(member=by).update(state=RequestState.PASSED, state_at=now, passed_to=department)
    made = ask_experts(
        question=question,
        matches=[Match(one.member_id, one.score, {**one.why, "passed_by": by.pk}) for one in found],
        by=by,
        now=now,
    )
    record(
        "expert.passed",
        by=by,
        now=now,
        subject=question.subject,
        thread=question.subject,
        details={"department": department.pk},
        stale=[question.subject],
    )
    return made


@transaction.atomic
def take_back(*, by: Member, request: ExpertRequest, now: datetime) -> None:
    """It waits for this colleague again. Raises NotAllowed unless they passed or declined it themselves."""
    require(rules.may_take_back(by, request, now), _("This question is not yours to take back."))
    ExpertRequest.objects.filter(pk=request.pk).update(
        state=RequestState.WAITING, state_at=now, passed_to=None
    )
    record(
        "expert.taken_back", by=by, now=now, subject=request.question.subject, thread=request.question.subject
    )

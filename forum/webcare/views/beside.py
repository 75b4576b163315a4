"""What stands beside a case: who watches it, how it goes before others, and which cases belong with it.

Its buttons take along what is typed in the box, which stands there again on the next page.
"""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.models import Question
from forum.views.deciding import question_at
from forum.views.loading import number
from forum.webcare.actions import at_risk as risk
from forum.webcare.actions import link_cases, watch_case
from forum.webcare.actions.prioritise import prioritise
from forum.webcare.models import Case
from forum.webcare.views import box
from forum.webcare.views.guard import at_the_desk

_CASE = re.compile(r"(?:^|/desk/)#?(\d{1,18})(?:[/?#]|$)")
# What was typed and did not lead to a case, until the page is shown again.
TYPED_LINK = "typed_case_link"


@require_POST
@at_the_desk
def watch(request: HttpRequest, case: Case) -> HttpResponse:
    """Begin or stop, as the button said."""
    box.keep_typed(request, case)
    act = watch_case.unwatch if request.POST.get("turn") == "off" else watch_case.watch
    act(by=request.user, case=case, now=clock.now())
    return redirect(f"{case.path()}#beside")


@require_POST
@at_the_desk
def priority(request: HttpRequest, case: Case) -> HttpResponse:
    box.keep_typed(request, case)
    chosen = number(request.POST.get("priority", ""))
    try:
        prioritise(by=request.user, case=case, priority=chosen, now=clock.now())
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(f"{case.path()}#beside")


@require_POST
@at_the_desk
def at_risk(request: HttpRequest, case: Case) -> HttpResponse:
    """Said of the case's customer, or taken back, as the button said."""
    box.keep_typed(request, case)
    act = risk.say_not_at_risk if request.POST.get("turn") == "off" else risk.say_at_risk
    act(by=request.user, customer=case.question.author, now=clock.now())
    return redirect(f"{case.path()}#cust")


@require_POST
@at_the_desk
def link(request: HttpRequest, case: Case) -> HttpResponse:
    """The number of a case or a question, or the address of either."""
    box.keep_typed(request, case)
    typed = request.POST.get("other", "").strip()
    try:
        link_cases.link_cases(by=request.user, case=case, other=_case_at(typed, request), now=clock.now())
    except ValidationError as refusal:
        fault = " ".join(refusal.messages)
        request.session[TYPED_LINK] = {"case": case.pk, "typed": typed[:300], "fault": fault}
        return redirect(f"{case.path()}#link-case")
    return redirect(f"{case.path()}#beside")


@require_POST
@at_the_desk
def unlink(request: HttpRequest, case: Case) -> HttpResponse:
    box.keep_typed(request, case)
    # The button's own; behind it comes what stands in the field to link a case.
    named = request.POST.getlist("other")[:1] or [""]
    other = Case.objects.filter(pk=number(named[0])).first()
    if other is not None:
        link_cases.unlink_cases(by=request.user, case=case, other=other, now=clock.now())
    return redirect(f"{case.path()}#beside")


def typed_link(asked: HttpRequest, case: Case) -> dict[str, str]:
    """What stands in the box again after it was refused, and why (`typed`, `fault`); once."""
    kept = asked.session.get(TYPED_LINK, {})
    if kept.get("case") != case.pk:
        return {}
    del asked.session[TYPED_LINK]
    return kept


def _case_at(typed: str, asked: HttpRequest) -> Case:
    """Raises ValidationError when it names no case that this agent may see."""
    seen = Case.objects.filter(question__in=Question.objects.visible_to(asked.user).values("pk"))
    named = _CASE.search(typed)
    found = seen.filter(pk=int(named[1])).first() if named else None
    if found is None:
        question = question_at(typed, asked.user)
        found = seen.filter(question=question).first() if question else None
        if question is not None and found is None:
            raise ValidationError(_("Webcare has no case about that question."))
    if found is None:
        raise ValidationError(
            _("There is no such case. Give the number of a case or a question, or its address.")
        )
    return found

"""The page "For you" and its verbs: answer, pass on, not my field, take it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.lib import clock
from community.members.models import Department
from forum import rules
from forum.models import Question
from forum.routing import queries
from forum.routing.actions import decline as declining
from forum.routing.actions import pass_on as passing
from forum.routing.models import ExpertRequest
from forum.views import loading


@login_required
@require_GET
def for_you(request: HttpRequest) -> HttpResponse:
    if not rules.may_see_for_you(request.user):
        raise PermissionDenied(_("This page is for colleagues: it shows the questions in their field."))
    page = queries.for_you(
        request.user,
        clock.now(),
        language=get_language() or "",
        undone=loading.number(request.GET.get("undone", "")) or None,
    )
    return render(request, "routing/for_you.html", {"section": "for-you", "page": page})


@login_required
@require_POST
def decline(request: HttpRequest, request_id: int) -> HttpResponse:
    """Not now: one click, no excuse."""
    asked = _own(request, request_id)
    declining.decline(by=request.user, request=asked, now=clock.now())
    return redirect(f"/for-you/?undone={asked.pk}")


@login_required
@require_POST
def pass_on(request: HttpRequest, question_id: int) -> HttpResponse:
    """Not my field: to the department that knows."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    chosen = loading.number(request.POST.get("department", ""))
    department = Department.objects.filter(pk=chosen).first()
    if department is None:
        messages.warning(request, _("Choose the department that knows about this."))
        return redirect(question.path())
    try:
        passing.pass_on(by=request.user, question=question, department=department, now=clock.now())
    except passing.NobodyThere as trouble:
        messages.warning(request, str(trouble))
        return redirect(question.path())
    messages.success(
        request, _("Passed on to %(department)s.") % {"department": department.name_in(get_language() or "")}
    )
    own = ExpertRequest.objects.filter(question=question, member=request.user).first()
    return redirect(f"/for-you/?undone={own.pk}" if own else question.path())


@login_required
@require_POST
def take_back(request: HttpRequest, request_id: int) -> HttpResponse:
    passing.take_back(by=request.user, request=_own(request, request_id), now=clock.now())
    return redirect("/for-you/")


def _own(request: HttpRequest, request_id: int) -> ExpertRequest:
    mine = ExpertRequest.objects.filter(member=request.user).select_related("question")
    return get_object_or_404(mine, pk=request_id)

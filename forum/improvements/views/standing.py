"""The half-finished eight: the worklist of loops that stand still, and saying that there is nothing to learn."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock
from community.members.models import Department
from forum.improvements import rules
from forum.improvements.actions.nothing_new import note_nothing_new
from forum.improvements.queries import worklist
from forum.improvements.views import loading
from forum.views import loading as thread


@require_safe
@login_required
def standing_still(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    loading.require_staff(rules.may_note_learning(request.user, now))
    departments = list(Department.objects.order_by("name", "pk"))
    chosen = _chosen(departments, request.GET)
    language = thread.language()
    context = {
        "groups": worklist.standing_still(chosen, language, now),
        "departments": [(each, each.name_in(language)) for each in departments],
        "chosen": chosen,
        "none": worklist.NO_DEPARTMENT,
        "may_open": rules.may_open_improvement(request.user, now),
    }
    return render(request, "improvements/worklist.html", context)


@require_POST
@thread.writing
def nothing_new(request: HttpRequest, question_id: int) -> HttpResponse:
    question = thread.question(question_id, request.user)
    note_nothing_new(by=request.user, question=question, now=clock.now())
    chosen = _chosen(Department.objects.all(), request.POST)
    page = reverse("standing_still")
    return redirect(f"{page}?department={chosen.slug}" if chosen else page)


def _chosen(departments: Iterable[Department], given: Mapping[str, str]) -> Department | None:
    """The one that was named; the database is not asked for what anybody may have typed."""
    return next(
        (each for each in (worklist.NO_DEPARTMENT, *departments) if each.slug == given.get("department")),
        None,
    )

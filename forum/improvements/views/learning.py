"""Noting what can be learned from a question, the worklist of loops that stand still, and opening an improvement."""

import functools

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib import clock, drafts
from community.members.models import Department
from forum.improvements import rules
from forum.improvements.actions.improve import gather, gather_learning, open_improvement
from forum.improvements.actions.learn import note_learning, put_aside
from forum.improvements.forms import LearningForm, OpenForm
from forum.improvements.models import Cause, Improvement, Learning
from forum.improvements.queries import worklist
from forum.improvements.views import loading
from forum.models import Question
from forum.views import loading as thread


@require_http_methods(["GET", "HEAD", "POST"])
@thread.writing
def learning(request: HttpRequest, question_id: int) -> HttpResponse:
    question = thread.question(question_id, request.user)
    loading.require_staff(rules.may_note_learning(request.user, clock.now()))
    start = {"department": request.user.department_id, **drafts.read(request)}
    form = LearningForm(request.POST or None, initial=start)
    act = functools.partial(note_learning, by=request.user, question=question)
    if request.method == "POST" and loading.taken(form, act):
        messages.success(request, _("Noted. It waits where improvements are made of learnings."))
        return redirect(question.path())
    context = {
        "question": question,
        "form": form,
        "causes": Cause.objects.filter(retired_at=None).order_by("name")[:500],
        "noted": Learning.objects.filter(question=question).select_related("cause", "by", "improvement"),
    }
    return render(request, "improvements/learning.html", context, status=400 if form.is_bound else 200)


@require_safe
@login_required
def standing_still(request: HttpRequest) -> HttpResponse:
    loading.require_staff(rules.may_note_learning(request.user, clock.now()))
    departments = list(Department.objects.order_by("name", "pk"))
    chosen = next((each for each in departments if each.slug == request.GET.get("department")), None)
    context = {
        "groups": worklist.standing_still(chosen, thread.language()),
        "departments": departments,
        "chosen": chosen,
        "may_open": rules.may_open_improvement(request.user, clock.now()),
    }
    return render(request, "improvements/worklist.html", context)


@require_POST
@thread.writing
def aside(request: HttpRequest, learning_id: int) -> HttpResponse:
    put_aside(by=request.user, learning=get_object_or_404(Learning, pk=learning_id), now=clock.now())
    return redirect("standing_still")


@require_http_methods(["GET", "HEAD", "POST"])
@thread.writing
def begin(request: HttpRequest) -> HttpResponse:
    """An improvement of its own, of one question, or of one learning."""
    loading.require_staff(rules.may_open_improvement(request.user, clock.now()))
    noted = Learning.objects.select_related("question", "cause").filter(pk=_pk(request, "learning")).first()
    asked = Question.objects.visible_to(request.user).filter(pk=_pk(request, "question")).first()
    initial = {"department": noted.department_id if noted else None, **drafts.read(request)}
    form = OpenForm(request.POST or None, initial=initial)
    made: list[Improvement] = []

    def act(**given) -> None:
        made.append(open_improvement(by=request.user, cause=noted.cause if noted else None, **given))

    if request.method == "POST" and loading.taken(form, act):
        _fill(made[0], noted, asked, request)
        return redirect(made[0].path())
    context = {"form": form, "noted": noted, "asked": asked}
    return render(request, "improvements/open.html", context, status=400 if form.is_bound else 200)


def _fill(improvement: Improvement, noted: Learning | None, asked: Question | None, request) -> None:
    now = clock.now()
    if noted is not None:
        gather_learning(by=request.user, improvement=improvement, learning=noted, now=now)
    if asked is not None:
        gather(by=request.user, improvement=improvement, questions=[asked], now=now)


def _pk(asked: HttpRequest, name: str) -> int | None:
    raw = asked.POST.get(name) or asked.GET.get(name) or drafts.read(asked).get(name, "")
    return int(raw) if raw.isdecimal() and len(raw) <= 18 else None

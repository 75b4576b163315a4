"""Noting what can be learned from a question, putting it aside, and opening an improvement."""

import functools
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, drafts
from forum.forms import guarding
from forum.improvements import rules
from forum.improvements.actions.improve import gather, gather_learning, open_improvement
from forum.improvements.actions.learn import CAUSE, LINE, note_learning, put_aside
from forum.improvements.forms import LearningForm, OpenForm
from forum.improvements.models import Cause, Improvement, Learning
from forum.improvements.views import loading
from forum.models import Question
from forum.views import loading as thread
from forum.webcare.models import Case


@require_http_methods(["GET", "HEAD", "POST"])
@thread.writing
def learning(request: HttpRequest, question_id: int) -> HttpResponse:
    question = thread.question(question_id, request.user)
    loading.require_staff(rules.may_note_learning(request.user, clock.now()))
    start = {"department": request.user.department_id, **_on_the_case(question), **drafts.read(request)}
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


def _on_the_case(question: Question) -> dict[str, object]:
    """What was noted when its case was resolved, as long as nothing came of it; else nothing."""
    found = Case.objects.filter(question=question).exclude(learned="").first()
    if found is None or Learning.objects.filter(question=question).exists():
        return {}
    noted = {"said": found.learned[: LINE[1]], "cause": found.cause[: CAUSE[1]]}
    return noted | ({"department": found.department_id} if found.department_id else {})


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

    if request.method == "POST" and _may_be_read(form, request.POST) and loading.taken(form, act):
        _fill(made[0], noted, asked, request)
        return redirect(made[0].path())
    context = {"form": form, "noted": noted, "asked": asked}
    return render(request, "improvements/open.html", context, status=400 if form.is_bound else 200)


def _may_be_read(form: OpenForm, post: Mapping[str, str]) -> bool:
    """Its name is read by everyone once it is said where it stands."""
    return form.is_valid() and guarding.passes(form, post)


def _fill(improvement: Improvement, noted: Learning | None, asked: Question | None, request) -> None:
    now = clock.now()
    if noted is not None:
        gather_learning(by=request.user, improvement=improvement, learning=noted, now=now)
    if asked is not None:
        gather(by=request.user, improvement=improvement, questions=[asked], now=now)


def _pk(asked: HttpRequest, name: str) -> int | None:
    raw = asked.POST.get(name) or asked.GET.get(name) or drafts.read(asked).get(name, "")
    return int(raw) if raw.isdecimal() and len(raw) <= 18 else None

"""Editing a question or an answer; when someone else was quicker both texts are shown."""

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, throttle
from forum import rules
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.forms import EditAnswerForm, EditQuestionForm
from forum.models import Answer, Question, Revision
from forum.models.drafts import place_of_edit
from forum.views import loading, restoring
from reputation import standings


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    found = loading.question(question_id, request.user)
    _require(request, found, _("You can not edit this question."))
    if request.method != "POST":
        start = {
            "title": found.title,
            "body": found.body,
            "tags": ", ".join(found.tags.order_by("slug").values_list("slug", flat=True)),
            "seen": _number(Revision.objects.filter(question=found, answer=None)),
        }
        return _shown(
            request, restoring.opened(EditQuestionForm, request, place_of_edit(found), start), found
        )
    form = restoring.sent(EditQuestionForm, request, place_of_edit(found))
    if not form.is_valid():
        return _shown(request, form, found)
    return _saved(request, form, found, functools.partial(edit_question, question=found))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = loading.answer(answer_id, request.user)
    _require(request, found, _("You can not edit this answer."))
    if request.method != "POST":
        start = {"body": found.body, "seen": _number(Revision.objects.filter(answer=found))}
        return _shown(request, restoring.opened(EditAnswerForm, request, place_of_edit(found), start), found)
    form = restoring.sent(EditAnswerForm, request, place_of_edit(found))
    if not form.is_valid():
        return _shown(request, form, found)
    return _saved(request, form, found, functools.partial(edit_answer, answer=found))


def _saved(request: HttpRequest, form, post: Question | Answer, save: Callable) -> HttpResponse:
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        save(by=request.user, now=clock.now(), **form.cleaned_data)
    except EditedMeanwhile as conflict:
        return _shown(request, _renumbered(form, conflict.latest), post, conflict.latest)
    except (rules.NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return _shown(request, form, post)
    # The short address: a new title gives the question a new long one.
    return redirect(f"/questions/{post.pk}/" if isinstance(post, Question) else post.path())


def _require(request: HttpRequest, post: Question | Answer, message: str) -> None:
    rules.require(rules.may_edit(request.user, post, standings.of(request.user), clock.now()), message)


def _number(revisions) -> int:
    return revisions.order_by("-number").values_list("number", flat=True).first() or 0


def _renumbered(form, latest: Revision):
    """The typed text on top of the revision that now stands: saving once more is a decision, not an accident."""
    form.data = form.data.copy()
    form.data["seen"] = str(latest.number)
    return form


def _shown(
    request: HttpRequest, form, post: Question | Answer, latest: Revision | None = None
) -> HttpResponse:
    is_question = isinstance(post, Question)
    context = {
        "section": "questions",
        "form": form,
        "latest": latest,
        "heading": _("Edit the question") if is_question else _("Edit the answer"),
        "title": post.title if is_question else post.question.title,
        "back": post.path(),
    }
    status = 409 if latest else 400 if form.is_bound else 200
    return render(request, "forum/edit.html", context, status=status)

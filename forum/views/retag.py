"""Choosing other tags for a question, for those who do not rewrite it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, drafts, throttle
from forum import rules
from forum.actions.retag import retag_question
from forum.forms import RetagForm
from forum.models import Question
from forum.views import loading
from reputation import standings


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def tags(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    may = rules.may_retag(request.user, question, standings.of(request.user), clock.now())
    loading.require_to_open(request, may, _("You can not change the tags of this question."))
    if request.method != "POST":
        words = _words(question)
        start = {"tags": ", ".join(words), "seen": " ".join(words)}
        return _shown(request, RetagForm(initial=start | drafts.read(request)), question)
    form = RetagForm(request.POST)
    if form.is_valid() and _is_saved(request, form, question):
        return redirect(question.path())
    return _shown(request, form, question)


def _is_saved(request: HttpRequest, form: RetagForm, question: Question) -> bool:
    given = form.cleaned_data
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        changed = retag_question(
            by=request.user,
            question=question,
            tags=given["tags"],
            seen=given["seen"].split(),
            reason=given["reason"],
            now=clock.now(),
        )
    except ValidationError as fault:
        form.add_error("tags", fault)
        # Saving once more is a decision.
        form.data = form.data.copy()
        form.data["seen"] = " ".join(_words(question))
        return False
    except (rules.NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return False
    if changed is not None:
        messages.success(request, _("The question has other tags now."))
    return True


def _words(question: Question) -> list[str]:
    return sorted(question.tags.values_list("slug", flat=True))


def _shown(request: HttpRequest, form: RetagForm, question: Question) -> HttpResponse:
    context = {"section": "questions", "form": form, "question": question}
    return render(request, "forum/retag.html", context, status=400 if form.is_bound else 200)

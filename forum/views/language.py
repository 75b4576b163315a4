"""The language of a question: what was guessed, and a form to say it better."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, languages, throttle
from forum import rules
from forum.actions.language import change_language
from forum.models import Question
from forum.views import loading
from reputation import standings


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def language(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    rules.require(
        rules.may_change_language(request.user, question, standings.of(request.user), clock.now()),
        _("You can not change the language of this question."),
    )
    if request.method != "POST":
        return _shown(request, question)
    chosen = request.POST.get("language", "")
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        change_language(by=request.user, question=question, language=chosen, now=clock.now())
    except ValidationError as fault:
        return _shown(request, question, " ".join(fault.messages))
    messages.success(
        request, _("This question is in %(language)s now.") % {"language": languages.name(chosen)}
    )
    return redirect(question.path())


def _shown(request: HttpRequest, question: Question, fault: str = "") -> HttpResponse:
    context = {
        "section": "questions",
        "question": question,
        "language_name": languages.name(question.language) if question.language else "",
        "choices": languages.choices(),
        "fault": fault,
    }
    return render(request, "forum/language.html", context, status=400 if fault else 200)

"""Asking a question: what resembles it is shown once before it is posted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, throttle
from forum.actions import drafting
from forum.actions.ask import ask_question
from forum.forms import AskForm, new_key
from forum.models.drafts import ASK
from forum.queries.rows import Row
from forum.queries.similar import similar_questions
from forum.rules import NotAllowed
from forum.search.analysis import guess_language
from forum.views import loading, restoring


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        # The words of a search that found nothing are a beginning.
        start = {"form_key": new_key(), "title": request.GET.get("title", "")[: drafting.TITLE[1]]}
        form = restoring.opened(AskForm, request, ASK, start)
        board = request.GET.get("board", "")
        chosen = form.fields["board"].queryset.filter(slug=board).first() if board else None
        if chosen is not None:
            form.initial["board"] = chosen.pk
        return _shown(request, form)
    form = restoring.sent(AskForm, request, ASK)
    if not form.is_valid():
        return _shown(request, form, status=400)
    alike = [] if form.cleaned_data["is_checked"] else _similar(request, form)
    if alike:
        return _shown(request, _checked(form), alike)
    return _posted(request, form)


def _posted(request: HttpRequest, form: AskForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        throttle.spend(throttle.ASK, throttle.who(request))
        question = ask_question(
            by=request.user,
            board=given["board"],
            title=given["title"],
            body=given["body"],
            tags=given["tags"],
            form_key=given["form_key"] or None,
            now=clock.now(),
            language=guess_language(f"{given['title']} {given['body']}") or "",
        )
    except (NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return _shown(request, form, status=403)
    messages.success(request, _("Your question is posted. You hear from us as soon as someone answers."))
    return redirect(question.path())


def _similar(request: HttpRequest, form: AskForm) -> list[Row]:
    given = form.cleaned_data
    return similar_questions(given["title"], given["body"], member=request.user, language=loading.language())


def _checked(form: AskForm) -> AskForm:
    """The same form with the note that what resembles it was shown."""
    form.data = form.data.copy()
    form.data["is_checked"] = "on"
    return form


def _shown(request: HttpRequest, form: AskForm, similar: list[Row] = (), status: int = 200) -> HttpResponse:
    context = {"section": "questions", "form": form, "similar": similar}
    return render(request, "forum/ask.html", context, status=status)

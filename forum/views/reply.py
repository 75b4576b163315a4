"""Answering a question and commenting under a post."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, markup, throttle
from forum.actions.answer import answer_question
from forum.actions.comment import add_comment
from forum.forms import AnswerForm, CommentForm, guarding, new_key
from forum.models import Answer, Question
from forum.models.drafts import place_of_answer, place_of_comment
from forum.rules import NotAllowed
from forum.views import loading, privately, restoring
from forum.views.question import page_of, shown

EXCERPT_LETTERS = 280


@require_POST
@loading.writing
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    if privately.is_chosen(request, question):
        return privately.go_on(request, question)
    form = restoring.sent(AnswerForm, request, place_of_answer(question_id))
    may_ask = privately.is_offered(request, question)
    if form.is_valid() and guarding.passes(form, request.POST, asks_privately=may_ask):
        try:
            throttle.spend(throttle.ANSWER, throttle.who(request))
            posted = answer_question(
                by=request.user,
                question=question,
                body=form.cleaned_data["body"],
                form_key=form.cleaned_data["form_key"] or None,
                now=clock.now(),
            )
            messages.success(request, _("Your answer is posted."))
            return redirect(f"{question.path()}#answer-{posted.pk}")
        except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
            form.add_error(None, loading.said(refusal))
    return shown(request, page_of(request, question_id), form)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def comment_on_question(request: HttpRequest, question_id: int) -> HttpResponse:
    return _comment(request, loading.question(question_id, request.user), None)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def comment_on_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    return _comment(request, answer.question, answer)


def _comment(request: HttpRequest, question: Question, answer: Answer | None) -> HttpResponse:
    place = place_of_comment(answer or question)
    if request.method != "POST":
        form = restoring.opened(CommentForm, request, place, {"form_key": new_key()})
        return _comment_page(request, form, question, answer or question)
    if privately.is_chosen(request, question):
        return privately.go_on(request, question)
    form = restoring.sent(CommentForm, request, place)
    may_ask = privately.is_offered(request, question)
    if form.is_valid() and guarding.passes(form, request.POST, asks_privately=may_ask):
        given = form.cleaned_data
        try:
            throttle.spend(throttle.COMMENT, throttle.who(request))
            posted = add_comment(
                by=request.user, question=question, answer=answer, body=given["body"],
                form_key=given["form_key"] or None, now=clock.now(),
            )  # fmt: skip
            return redirect(f"{question.path()}#comment-{posted.pk}")
        except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
            form.add_error(None, loading.said(refusal))
    return _comment_page(request, form, question, answer or question)


def _comment_page(
    request: HttpRequest, form: CommentForm, question: Question, post: Question | Answer
) -> HttpResponse:
    context = {
        "section": "questions",
        "form": form,
        "title": question.title,
        "back": post.path(),
        "author": post.author.name if post.author else "",
        "excerpt": markup.plain(post.body_html, EXCERPT_LETTERS),
    }
    return render(request, "forum/comment.html", context, status=400 if form.is_bound else 200)

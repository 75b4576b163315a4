"""What a single press does: voting, accepting, following, joining. Each is undone by pressing again."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from community.lib import clock, throttle
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.follow import follow_question, join_question, leave_question, unfollow_question
from forum.actions.visit import note_visit
from forum.actions.vote import cast_vote, withdraw_vote
from forum.models import Answer, Question
from forum.views import loading


@require_POST
@loading.writing
def vote_on_question(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    _vote(request, question)
    return _done(request, question, question.score)


@require_POST
@loading.writing
def vote_on_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    _vote(request, answer)
    return _done(request, answer, answer.score)


@require_POST
@loading.writing
def solution(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    verb = accept_answer if _is_on(request) else undo_acceptance
    verb(by=request.user, answer=answer, now=clock.now())
    return redirect(f"{answer.question.path()}#answer-{answer.pk}")


@require_POST
@loading.writing
def follow(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    verb = follow_question if _is_on(request) else unfollow_question
    verb(by=request.user, question=question, now=clock.now())
    return _done(request, question)


@require_POST
@loading.writing
def join(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    verb = join_question if _is_on(request) else leave_question
    verb(by=request.user, question=question, now=clock.now())
    return _done(request, question, question.me_too_count)


@require_POST
@loading.writing
def seen(request: HttpRequest, question_id: int) -> HttpResponse:
    """The page as of the moment named in the form was read."""
    moment = loading.moment(request.POST.get("at", ""))
    if moment is not None:
        question = loading.question(question_id, request.user)
        note_visit(by=request.user, question=question, seen_at=moment, now=clock.now())
    return HttpResponse(status=204)


def _done(asked: HttpRequest, post: Question | Answer, count: int | None = None) -> HttpResponse:
    """Back to the post; a script only gets the number that counts now."""
    if loading.by_script(asked):
        return JsonResponse({"count": count})
    question = post if isinstance(post, Question) else post.question
    return redirect(f"{question.path()}#{'question' if post is question else f'answer-{post.pk}'}")


def _vote(request: HttpRequest, post: Question | Answer) -> None:
    throttle.spend(throttle.VOTE, throttle.who(request))
    value = {"1": 1, "-1": -1}.get(request.POST.get("value", ""))
    if value is None:
        withdraw_vote(by=request.user, post=post, now=clock.now())
    else:
        cast_vote(by=request.user, post=post, value=value, now=clock.now())


def _is_on(request: HttpRequest) -> bool:
    return request.POST.get("on") == "1"

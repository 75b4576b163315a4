"""Deleting what one wrote oneself, and bringing it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, markup
from forum import rules
from forum.actions.delete import delete_post, is_answered_by_others, refusal, undelete_post
from forum.models import Answer, Comment, Question
from forum.views import loading
from forum.views.deciding import Decision, answered

EXCERPT_LETTERS = 280


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    found = loading.question(question_id, request.user)
    lead = _("Nobody but you and the moderators reads it any more. You can bring it back at any time.")
    return _delete(request, found, _("Delete your question"), lead, found.path())


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = loading.answer(answer_id, request.user)
    lead = _(
        "Nobody but you and the moderators reads it any more, and what it earned is taken back. You can bring "
        "both back at any time."
    )
    return _delete(request, found, _("Delete your answer"), lead, _place(found))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = loading.comment(comment_id, request.user)
    lead = _("Nobody but you and the moderators reads it any more.")
    # Its place in the thread is gone; the page that brings it back is where it can be found.
    return _delete(request, found, _("Delete your comment"), lead, f"/comments/{comment_id}/restore/")


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def restore_question(request: HttpRequest, question_id: int) -> HttpResponse:
    return _restore(request, loading.question(question_id, request.user), _("Your question"))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def restore_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return _restore(request, loading.answer(answer_id, request.user), _("Your answer"))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def restore_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    return _restore(request, loading.comment(comment_id, request.user), _("Your comment"))


def _delete(
    request: HttpRequest, post: Question | Answer | Comment, heading: str, lead: str, then: str
) -> HttpResponse:
    now, by = clock.now(), request.user
    if post.is_deleted and post.author_id == by.pk:
        return redirect(then)
    built_upon = is_answered_by_others(post)
    rules.require(rules.may_delete(by, post, built_upon, now), refusal(by, post, built_upon))
    return answered(
        request,
        Decision(
            rules.thread_of(post), heading, [lead], _("Delete it"), quoted=_excerpt(post), back=_place(post)
        ),
        lambda _note: delete_post(by=by, post=post, now=now),
        lambda: _("Deleted. You can bring it back."),
        lambda: then,
    )


def _restore(request: HttpRequest, post: Question | Answer | Comment, what: str) -> HttpResponse:
    now, by, thread = clock.now(), request.user, rules.thread_of(post)
    if post.hidden_at is None:
        messages.info(request, _("This can be read by everyone."))
        return redirect(_place(post))
    rules.require(rules.may_undelete(by, post, now), _("Only moderators can show this again."))
    return answered(
        request,
        Decision(
            thread,
            _("Bring it back"),
            [_("You deleted this. Brought back, it is as if it had never been away."), f"{what}:"],
            _("Bring it back"),
            quoted=_excerpt(post),
            back=thread.path(),
        ),
        lambda _note: undelete_post(by=by, post=post, now=now),
        lambda: _("It is back."),
        lambda: _place(post),
    )


def _place(post: Question | Answer | Comment) -> str:
    """Where it stands on the page of its thread."""
    if isinstance(post, Question):
        return post.path()
    return f"{post.question.path()}#{post.subject.replace(':', '-')}"


def _excerpt(post: Question | Answer | Comment) -> str:
    if isinstance(post, Question):
        return post.title
    return markup.plain(post.body_html, EXCERPT_LETTERS)

"""Masking personal data in a post from its history, in a comment from a page of its own: one press of a moderator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, markup
from forum import rules
from forum.actions import drafting
from forum.actions.redact import NOT_YOURS, redact
from forum.forms.guarding import Guarded, lines
from forum.models import Answer, Question
from forum.queries.personalfound import personal_in
from forum.views import loading

_NOTHING = _("Nothing here is personal any more.")


@require_POST
@loading.writing
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    return _redacted(request, loading.question(question_id, request.user), "questions")


@require_POST
@loading.writing
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return _redacted(request, loading.answer(answer_id, request.user), "answers")


def panel(asked: HttpRequest, post: Question | Answer) -> Guarded | None:
    """What a moderator could mask here, which may be nothing; None for everybody else."""
    reader = loading.reader(asked)
    if reader is None or not rules.may_hide(reader, clock.now()):
        return None
    return Guarded({}, lines(personal_in(post)))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = loading.comment(comment_id, request.user)
    rules.require(rules.may_hide(request.user, clock.now()), NOT_YOURS)
    back = f"{found.question.path()}#comment-{found.pk}"
    if request.method == "POST":
        count = redact(by=request.user, post=found, now=clock.now())
        done = ngettext("Masked: %(count)d thing.", "Masked: %(count)d things.", count)
        messages.success(request, done % {"count": count} if count else _NOTHING)
        return redirect(back)
    context = {
        "section": "questions",
        "question": found.question,
        "quoted": markup.plain(found.body_html, drafting.COMMENT[1]),
        "guarded": Guarded({}, lines(personal_in(found))),
        "back": back,
    }
    return render(request, "forum/redact_comment.html", context)


def _redacted(request: HttpRequest, post: Question | Answer, noun: str) -> HttpResponse:
    count = redact(by=request.user, post=post, now=clock.now())
    done = ngettext(
        "Masked in every version: %(count)d thing.", "Masked in every version: %(count)d things.", count
    )
    messages.success(request, done % {"count": count} if count else _NOTHING)
    return redirect(f"/{noun}/{post.pk}/history/")

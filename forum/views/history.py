"""What was changed of a question or an answer, one version as it was, and putting it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock, drafts, markup, pagecache, throttle
from forum import rules
from forum.actions.rollback import roll_back
from forum.models import Answer, BodyFormat, Question, Revision
from forum.queries.history import changes, history_page, version_path
from forum.views import loading, redacting
from reputation import standings


@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    pagecache.reading(request, [f"question:{question_id}", "site"])
    return _history(request, loading.question(question_id, loading.reader(request)))


@require_safe
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    pagecache.reading(request, ["site"])
    return _history(request, loading.answer(answer_id, loading.reader(request)))


@require_safe
def version_of_question(request: HttpRequest, question_id: int, number: int) -> HttpResponse:
    return _version(request, loading.question(question_id, loading.reader(request)), number)


@require_safe
def version_of_answer(request: HttpRequest, answer_id: int, number: int) -> HttpResponse:
    return _version(request, loading.answer(answer_id, loading.reader(request)), number)


@require_POST
@loading.writing
def roll_back_question(request: HttpRequest, question_id: int, number: int) -> HttpResponse:
    return _put_back(request, loading.question(question_id, request.user), number)


@require_POST
@loading.writing
def roll_back_answer(request: HttpRequest, answer_id: int, number: int) -> HttpResponse:
    return _put_back(request, loading.answer(answer_id, request.user), number)


def _history(request: HttpRequest, post: Question | Answer) -> HttpResponse:
    page = history_page(post, request.GET, language=loading.language())
    pagecache.also(request, [rules.thread_of(post).subject, *page.slots])
    context = {**_about(request, post), "page": page, "guarded": redacting.panel(request, post)}
    return pagecache.mark(request, render(request, "forum/history.html", context))


def _version(
    request: HttpRequest, post: Question | Answer, number: int, reason: str = "", fault: str = ""
) -> HttpResponse:
    revisions = Revision.objects.of(post).order_by("-number")
    found, latest = revisions.filter(number=number).first(), revisions.first()
    if found is None:
        raise Http404
    html = (
        markup.clean_html(found.body) if found.body_format == BodyFormat.HTML else markup.render(found.body)
    )
    context = {
        **_about(request, post),
        "version": found,
        "html": mark_safe(html),
        "tags": found.tags.split(),
        "is_latest": found == latest,
        "changes": changes(found, latest) if found != latest else None,
        "may_put_back": found != latest and _may_edit(request, post),
        "address": version_path(post, number),
        "reason": reason or drafts.read(request).get("reason", ""),
        "fault": fault,
    }
    return render(request, "forum/history_version.html", context, status=400 if fault else 200)


def _put_back(request: HttpRequest, post: Question | Answer, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        revision = roll_back(by=request.user, post=post, number=number, reason=reason, now=clock.now())
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as fault:
        return _version(request, post, number, reason, loading.said(fault))
    messages.success(
        request,
        _("Version %(old)d stands there again, as version %(new)d.")
        % {"old": number, "new": revision.number},
    )
    # The short address: with its title the question got back its earlier long one.
    return redirect(f"/questions/{post.pk}/" if isinstance(post, Question) else post.path())


def _may_edit(request: HttpRequest, post: Question | Answer) -> bool:
    reader = loading.reader(request)
    return reader is not None and rules.may_edit(reader, post, standings.of(reader), clock.now())


def _about(request: HttpRequest, post: Question | Answer) -> dict:
    is_question, thread = isinstance(post, Question), rules.thread_of(post)
    return {
        "section": "questions",
        "is_question": is_question,
        "title": thread.title,
        "lang": thread.language if thread.language != loading.language() else "",
        "back": post.path(),
        "history": f"/{'questions' if is_question else 'answers'}/{post.pk}/history/",
    }

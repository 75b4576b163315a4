"""Looking at what others suggest: the queue, one suggestion with what it changes, and deciding about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.lib import clock, drafts, throttle
from forum import rules
from forum.actions.merging import EditedMeanwhile, fingerprint, said_then, stands
from forum.actions.review import approve_suggestion, approve_with_changes, is_overtaken, reject_suggestion
from forum.actions.revising import latest_number
from forum.actions.suggest import withdraw_suggestion
from forum.forms import EditAnswerForm, EditQuestionForm, guarding
from forum.models import Revision, Suggestion, SuggestionState
from forum.queries.review import next_waiting, review_page, suggestion_page, visible_suggestion
from forum.views import loading
from reputation import standings


@require_safe
@loading.writing
def queue(request: HttpRequest) -> HttpResponse:
    rules.require(
        _may_review(request), _("This is for members with a longer standing here, and for moderators.")
    )
    page = review_page(request.user, request.GET, language=loading.language())
    return render(request, "forum/review.html", {"section": "questions", "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    found = _suggestion(request, suggestion_id)
    if request.method != "POST":
        return _shown(request, found, reason=drafts.read(request).get("reason", ""))
    act = {"approve": _approve, "reject": _reject, "withdraw": _withdraw}.get(request.POST.get("verdict", ""))
    if act is None:
        return _shown(request, found)
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        return act(request, found)
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as fault:
        reason = request.POST.get("reason", "")
        if not reason and not isinstance(fault, ValidationError):
            # A single press: nothing was typed that a form would have to keep.
            raise
        return _shown(request, found, fault=loading.said(fault), reason=reason, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def change(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """The suggested text in the editor, to be put right before it is taken over."""
    found = _suggestion(request, suggestion_id)
    loading.require_to_open(
        request, _may_decide(request, found), _("You can not decide about this suggestion.")
    )
    kind = EditAnswerForm if found.answer_id else EditQuestionForm
    if request.method != "POST":
        return _editor(request, found, _fitted(kind(initial=_start(found) | drafts.read(request))))
    form = _fitted(kind(request.POST))
    if not (form.is_valid() and guarding.passes(form, request.POST, before=f"{found.title}\n{found.body}")):
        return _editor(request, found, form)
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        approve_with_changes(by=request.user, suggestion=found, now=clock.now(), **form.cleaned_data)
    except EditedMeanwhile as conflict:
        form.data = form.data.copy()
        form.data["seen"] = str(conflict.latest.number)
        form.data["seen_text"] = fingerprint(said_then(conflict.latest))
        return _editor(request, found, form, conflict.latest)
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return _editor(request, found, form)
    messages.success(request, _("It stands there now, with your changes."))
    return _onwards(request, found)


def _approve(request: HttpRequest, found: Suggestion) -> HttpResponse:
    try:
        approve_suggestion(by=request.user, suggestion=found, now=clock.now())
    except EditedMeanwhile:
        return _shown(request, found, status=409)
    messages.success(request, _("It stands there now. Thank you for looking."))
    return _onwards(request, found)


def _reject(request: HttpRequest, found: Suggestion) -> HttpResponse:
    reason = request.POST.get("reason", "")
    reject_suggestion(by=request.user, suggestion=found, reason=reason, now=clock.now())
    messages.success(request, _("The text stays as it is, and your reason is told."))
    return _onwards(request, found)


def _withdraw(request: HttpRequest, found: Suggestion) -> HttpResponse:
    withdraw_suggestion(by=request.user, suggestion=found, now=clock.now())
    messages.success(request, _("Your suggestion is taken back."))
    return redirect((found.answer or found.question).path())


def _onwards(request: HttpRequest, found: Suggestion) -> HttpResponse:
    """To the next one that waits for a reviewer; an author goes back to the post."""
    if not _may_review(request):
        return redirect((found.answer or found.question).path())
    following = next_waiting(request.user)
    return redirect(following.path() if following else "/review/")


def _suggestion(request: HttpRequest, pk: int) -> Suggestion:
    found = visible_suggestion(pk, request.user, _may_review(request))
    if found is None:
        raise Http404
    return found


def _may_review(request: HttpRequest) -> bool:
    return rules.may_review(request.user, standings.of(request.user), clock.now())


def _may_decide(request: HttpRequest, found: Suggestion) -> bool:
    return rules.may_decide_suggestion(request.user, found, standings.of(request.user), clock.now())


def _start(found: Suggestion) -> dict:
    post = found.answer or found.question
    return {
        "title": found.title,
        "body": found.body,
        "tags": ", ".join(found.tags.split()),
        "seen": latest_number(post),
        "seen_text": fingerprint(stands(post)),
    }


def _fitted(form):
    """Neither a reason, which the suggestion has, nor a language, which it can not suggest."""
    for name in ("reason", "language"):
        form.fields.pop(name, None)
    if "title" in form.fields:
        form.fields["title"].label, form.fields["title"].help_text = _("The question in one sentence"), ""
    return form


def _shown(request: HttpRequest, found: Suggestion, *, status: int = 200, **typed: str) -> HttpResponse:
    is_waiting = found.state == SuggestionState.WAITING
    context = {
        "section": "questions",
        "page": suggestion_page(found, language=loading.language()),
        "is_own": found.by_id == request.user.pk,
        "is_waiting": is_waiting,
        "is_overtaken": is_waiting and is_overtaken(found),
        "may_decide": _may_decide(request, found),
        "may_review": _may_review(request),
        **typed,
    }
    return render(request, "forum/suggestion.html", context, status=status)


def _editor(request: HttpRequest, found: Suggestion, form, latest: Revision | None = None) -> HttpResponse:
    status = 409 if latest else 400 if form.is_bound else 200
    context = {
        "section": "questions",
        "form": form,
        "latest": latest,
        "heading": _("Put it right, then take it over"),
        "title": _("A suggestion"),
        "back": found.path(),
        "is_review": True,
    }
    return render(request, "forum/edit.html", context, status=status)

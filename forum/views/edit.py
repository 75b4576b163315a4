"""Editing a question or an answer, or suggesting a better text; when someone else was quicker both texts are shown."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, throttle
from forum import rules
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.actions.fields import PREFIX
from forum.actions.merging import fingerprint, said_then, stands
from forum.actions.revising import latest_number
from forum.actions.suggest import suggest_edit
from forum.forms import EditAnswerForm, EditQuestionForm, guarding
from forum.models import Answer, Question, Revision, Suggestion
from forum.models.drafts import place_of_edit
from forum.queries.fieldlines import given
from forum.views import loading, privately, restoring
from reputation import standings


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    found = loading.question(question_id, request.user)
    if _may_edit(request, found, _("You can not edit this question.")):
        return _page(request, found, EditQuestionForm, partial(edit_question, question=found))
    return _suggesting(request, found, EditQuestionForm)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = loading.answer(answer_id, request.user)
    if _may_edit(request, found, _("You can not edit this answer.")):
        return _page(request, found, EditAnswerForm, partial(edit_answer, answer=found))
    return _suggesting(request, found, EditAnswerForm)


def _may_edit(request: HttpRequest, post: Question | Answer, refusal: str) -> bool:
    """Whether it is changed at once; False: it can be suggested. Raises NotAllowed where neither is.

    What was posted is then refused by the verb of editing, beside the typed text.
    """
    who = (request.user, post, standings.of(request.user), clock.now())
    if rules.may_edit(*who):
        return True
    may_suggest = rules.may_suggest_edit(*who)
    loading.require_to_open(request, may_suggest, refusal)
    return not may_suggest


def _suggesting(request: HttpRequest, post: Question | Answer, kind: type) -> HttpResponse:
    return _page(request, post, kind, partial(suggest_edit, post=post), is_suggestion=True)


def _page(
    request: HttpRequest, post: Question | Answer, kind: type, save: Callable, is_suggestion: bool = False
) -> HttpResponse:
    place = place_of_edit(post)
    mine = Suggestion.objects.waiting().about(post).filter(by=request.user).first() if is_suggestion else None
    if request.method == "POST":
        form = restoring.sent(kind, request, place)
    else:
        form = restoring.opened(kind, request, place, _start(post, mine))
    _fit(form, request, post, is_suggestion)
    if request.method == "POST" and privately.is_chosen(request, rules.thread_of(post)):
        return privately.go_on(request, rules.thread_of(post))
    latest = None
    if request.method == "POST" and form.is_valid() and _is_guarded(form, request, post):
        latest = _save(request, form, save)
        if form.is_valid() and latest is None:
            return _saved(request, post, is_suggestion)
    return _shown(request, form, post, is_suggestion=is_suggestion, mine=mine, latest=latest)


def _is_guarded(form, request: HttpRequest, post: Question | Answer) -> bool:
    """What stood there already is not asked about again."""
    before = f"{getattr(post, 'title', '')}\n{post.body}"
    may_ask = privately.is_offered(request, rules.thread_of(post))
    return guarding.passes(form, request.POST, before=before, asks_privately=may_ask)


def _save(request: HttpRequest, form, save: Callable) -> Revision | None:
    """What stands in the way: faults of the form, or the revision (returned) that somebody else saved meanwhile."""
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        save(by=request.user, now=clock.now(), **form.cleaned_data)
    except EditedMeanwhile as conflict:
        # The typed text on top of the one that stands: saving once more is a decision, not an accident.
        form.data = form.data.copy()
        form.data["seen"] = str(conflict.latest.number)
        form.data["seen_text"] = fingerprint(said_then(conflict.latest))
        return conflict.latest
    except (rules.NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
    except ValidationError as fault:
        form.add_error(None, fault)
    return None


def _saved(request: HttpRequest, post: Question | Answer, is_suggestion: bool) -> HttpResponse:
    if is_suggestion:
        messages.success(request, _("Thank you. Your suggestion waits here until someone has looked at it."))
    # The short address: a new title gives the question a new long one.
    return redirect(f"/questions/{post.pk}/" if isinstance(post, Question) else post.path())


def _start(post: Question | Answer, mine: Suggestion | None) -> dict:
    """What stands there now, or what the member suggested before."""
    if mine is not None:
        return {
            "title": mine.title,
            "body": mine.body,
            "tags": ", ".join(mine.tags.split()),
            "reason": mine.reason,
            "seen": mine.seen,
        }
    said = stands(post)
    return {
        "title": said.title,
        "body": said.body,
        "tags": ", ".join(sorted(said.tags)),
        "language": getattr(post, "language", ""),
        "seen": latest_number(post),
        "seen_text": fingerprint(said),
        **(
            {PREFIX + slug: value for slug, value in given(post.pk).items()}
            if isinstance(post, Question)
            else {}
        ),
    }


def _fit(form, request: HttpRequest, post: Question | Answer, is_suggestion: bool) -> None:
    """A suggestion says why; the language is chosen by those who may."""
    if is_suggestion:
        form.must_say_why()
    if not isinstance(post, Question):
        return
    if not is_suggestion:
        # Who puts a comma right need not know what the asker never said.
        form.ask_for(post.board, is_whole=post.author_id == request.user.pk)
    if post.author_id != request.user.pk:
        form.fields["title"].label, form.fields["title"].help_text = _("The question in one sentence"), ""
    who = (request.user, post, standings.of(request.user), clock.now())
    if is_suggestion or not rules.may_change_language(*who):
        del form.fields["language"]
    elif post.language not in dict(form.fields["language"].choices):
        form.fields["language"].choices = [("", "–"), *form.fields["language"].choices]


def _shown(
    request: HttpRequest,
    form,
    post: Question | Answer,
    *,
    is_suggestion: bool,
    mine: Suggestion | None,
    latest: Revision | None = None,
) -> HttpResponse:
    is_question = isinstance(post, Question)
    heading = _("Edit the question") if is_question else _("Edit the answer")
    others = Suggestion.objects.waiting().about(post).exclude(by=request.user)
    context = {
        "section": "questions",
        "form": form,
        "latest": latest,
        "is_suggestion": is_suggestion,
        "mine": mine,
        "waiting": None if is_suggestion else others.order_by("at", "id").first(),
        "heading": _("Suggest a better text") if is_suggestion else heading,
        "title": post.title if is_question else post.question.title,
        "back": post.path(),
    }
    status = 409 if latest else 400 if form.is_bound else 200
    return render(request, "forum/edit.html", context, status=status)

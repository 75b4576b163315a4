"""Putting a comment right."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, throttle
from forum import rules
from forum.actions.edit_comment import edit_comment
from forum.actions.merging import Said, fingerprint
from forum.forms import EditCommentForm, guarding
from forum.models import Comment
from forum.models.drafts import place_of_edit
from forum.views import loading, privately, restoring


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = loading.comment(comment_id, request.user)
    loading.require_to_open(
        request,
        rules.may_edit_comment(request.user, found, clock.now()),
        _("You can not edit this comment any more. Write another one instead."),
    )
    place = place_of_edit(found)
    if request.method != "POST":
        start = {"body": found.body, "seen_text": fingerprint(Said(found.body))}
        return _shown(request, restoring.opened(EditCommentForm, request, place, start), found)
    if privately.is_chosen(request, found.question):
        return privately.go_on(request, found.question)
    form = restoring.sent(EditCommentForm, request, place)
    may_ask = privately.is_offered(request, found.question)
    is_guarded = form.is_valid() and guarding.passes(
        form, request.POST, before=found.body, asks_privately=may_ask
    )
    if is_guarded and _is_saved(request, form, found):
        return redirect(f"{found.question.path()}#comment-{found.pk}")
    return _shown(request, form, found)


def _is_saved(request: HttpRequest, form: EditCommentForm, found: Comment) -> bool:
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        edit_comment(by=request.user, comment=found, now=clock.now(), **form.cleaned_data)
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        found.refresh_from_db(fields=["body"])
        form.data = form.data.copy()
        form.data["seen_text"] = fingerprint(Said(found.body))
        return False
    return True


def _shown(request: HttpRequest, form: EditCommentForm, found: Comment) -> HttpResponse:
    context = {
        "section": "questions",
        "form": form,
        "heading": _("Edit the comment"),
        "title": found.question.title,
        "back": f"{found.question.path()}#comment-{found.pk}",
    }
    return render(request, "forum/edit.html", context, status=400 if form.is_bound else 200)

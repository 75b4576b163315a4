"""Keeping posts for later: the page of one's bookmarks, and the form with the note of one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, drafts, markup, throttle
from forum.actions.bookmark import NOTE, bookmark_of, keep_post, remove_bookmark
from forum.models import Answer, Bookmark, Question
from forum.queries.bookmarks import bookmark_page
from forum.rules import NotAllowed
from forum.views import loading

EXCERPT_LETTERS = 280
KEEP = throttle.Limit("bookmark", 60, 60)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def bookmarks(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        number = loading.number(request.POST.get("remove", ""))
        mine = Bookmark.objects.filter(member=request.user)
        row = mine.filter(pk=number).first()
        if row is not None:
            remove_bookmark(by=request.user, bookmark=row)
            messages.success(request, _("The bookmark is removed."))
        return redirect("bookmarks")
    page = bookmark_page(request.GET, member=request.user, language=loading.language())
    return render(request, "forum/bookmarks.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def bookmark_question(request: HttpRequest, question_id: int) -> HttpResponse:
    return _bookmark(request, loading.question(question_id, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def bookmark_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return _bookmark(request, loading.answer(answer_id, request.user))


def _bookmark(request: HttpRequest, post: Question | Answer) -> HttpResponse:
    kept = bookmark_of(request.user, post)
    if request.method != "POST":
        return _shown(request, post, kept, drafts.read(request).get("note", kept.note if kept else ""))
    if "remove" in request.POST:
        throttle.spend(KEEP, throttle.who(request))
        if kept is not None:
            remove_bookmark(by=request.user, bookmark=kept)
        messages.success(request, _("The bookmark is removed."))
        return redirect(post.path())
    note = request.POST.get("note", "")
    try:
        throttle.spend(KEEP, throttle.who(request))
        keep_post(by=request.user, post=post, note=note, now=clock.now())
    except (NotAllowed, ValidationError, throttle.TooOften) as fault:
        return _shown(request, post, kept, note, loading.said(fault))
    messages.success(request, _("Kept. You find it under “Bookmarks” in your menu."))
    return redirect(post.path())


def _shown(
    request: HttpRequest, post: Question | Answer, kept: Bookmark | None, note: str, fault: str = ""
) -> HttpResponse:
    question = post if isinstance(post, Question) else post.question
    context = {
        "section": "questions",
        "kept": kept,
        "note": note,
        "longest": NOTE,
        "fault": fault,
        "title": question.title,
        "lang": question.language,
        "back": post.path(),
        "author": post.author.name if post.author else "",
        "excerpt": "" if isinstance(post, Question) else markup.plain(post.body_html, EXCERPT_LETTERS),
    }
    return render(request, "forum/bookmark.html", context, status=400 if fault else 200)

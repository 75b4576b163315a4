"""What readers found when they tried an answer, said with one press or a note; and colleagues who make it official."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, markup, throttle
from forum import rules
from forum.actions.confirm import confirm_answer, unconfirm_answer
from forum.actions.mark import NOTE, mark_answer, remove_mark, unmark_answer
from forum.models import Answer, AnswerMark, MarkKind
from forum.queries.marknotes import notes_page
from forum.views import loading

EXCERPT_LETTERS = 280


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest, answer_id: int) -> HttpResponse:
    """GET reads what readers noted, with `kind` the form for a note; POST marks."""
    if request.method != "POST" and "kind" not in request.GET:
        return _found(request, answer_id)
    return _mark(request, answer_id=answer_id)


@require_POST
@loading.writing
def confirm(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    verb = confirm_answer if request.POST.get("on") == "1" else unconfirm_answer
    verb(by=request.user, answer=answer, now=clock.now())
    return redirect(f"{answer.question.path()}#answer-{answer.pk}")


@loading.writing
def _mark(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer, now = loading.answer(answer_id, request.user), clock.now()
    if request.method != "POST":
        rules.require(rules.may_mark(request.user, answer, now), _("You can not say this about this answer."))
        return _form(request, answer, request.GET["kind"])
    throttle.spend(throttle.VOTE, throttle.who(request))
    if "remove" in request.POST:
        return _removed(request, answer)
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "")
    try:
        if kind:
            mark_answer(by=request.user, answer=answer, kind=kind, note=note, now=now)
        else:
            unmark_answer(by=request.user, answer=answer, now=now)
    except ValidationError as fault:
        return _form(request, answer, kind, note, " ".join(fault.messages))
    return redirect(f"{answer.question.path()}#answer-{answer.pk}")


def _removed(request: HttpRequest, answer: Answer) -> HttpResponse:
    number = request.POST["remove"]
    mark = get_object_or_404(AnswerMark, answer=answer, pk=int(number) if number.isdecimal() else 0)
    remove_mark(by=request.user, mark=mark, now=clock.now())
    messages.success(request, _("The note is taken away."))
    return redirect("answer_marks", answer_id=answer.pk)


def _found(request: HttpRequest, answer_id: int) -> HttpResponse:
    reader = loading.reader(request)
    answer = loading.answer(answer_id, reader)
    context = {
        "section": "questions",
        "answer": answer,
        "page": notes_page(answer, request.GET, language=loading.language()),
        "may_remove": rules.may_hide(reader, clock.now()),
    }
    return render(request, "forum/marks.html", context)


def _form(request: HttpRequest, answer: Answer, kind: str, note: str = "", fault: str = "") -> HttpResponse:
    kind = kind if kind in (MarkKind.OUTDATED, MarkKind.CAREFUL) else MarkKind.CAREFUL
    mine = AnswerMark.objects.filter(answer=answer, member=request.user).first()
    context = {
        "section": "questions",
        "kind": kind,
        "mine": mine,
        "note": note or (mine.note if mine and mine.kind == kind and not fault else ""),
        "longest": NOTE[1],
        "fault": fault,
        "title": answer.question.title,
        "back": answer.path(),
        "address": f"/answers/{answer.pk}/marks/",
        "author": answer.author.name if answer.author else "",
        "excerpt": markup.plain(answer.body_html, EXCERPT_LETTERS),
    }
    return render(request, "forum/mark.html", context, status=400 if fault else 200)

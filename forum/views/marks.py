"""What readers found when they tried an answer, said with one press or a note; and colleagues who make it official."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, drafts, markup, throttle
from forum import rules
from forum.actions.confirm import confirm_answer, unconfirm_answer
from forum.actions.mark import NOTE, mark_answer, remove_mark, unmark_answer
from forum.forms import guarding
from forum.models import Answer, AnswerMark, MarkKind
from forum.queries.marknotes import notes_page
from forum.views import loading

EXCERPT_LETTERS = 280


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest, answer_id: int) -> HttpResponse:
    """GET reads what readers noted, with `kind` or a draft the form for a note; POST marks."""
    if request.method != "POST" and not {"kind", "draft"} & request.GET.keys():
        return _found(request, answer_id)
    return _mark(request, answer_id=answer_id)


@require_POST
@loading.writing
def confirm(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    verb = confirm_answer if request.POST.get("on") == "1" else unconfirm_answer
    verb(by=request.user, answer=answer, now=clock.now())
    messages.success(
        request,
        _("This is the company's answer now.")
        if verb is confirm_answer
        else _("It is its author's own answer again."),
    )
    return redirect(f"{answer.question.path()}#answer-{answer.pk}")


@loading.writing
def _mark(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    if request.method != "POST":
        may = rules.may_mark(request.user, answer, clock.now())
        rules.require(may, _("You can not say this about this answer."))
        typed = drafts.read(request)
        return _form(request, answer, typed.get("kind", request.GET.get("kind", "")), typed.get("note", ""))
    if "remove" in request.POST:
        return _removed(request, answer)
    return _said(request, answer)


def _said(request: HttpRequest, answer: Answer) -> HttpResponse:
    kind, note = request.POST.get("kind", ""), request.POST.get("note", "")
    guarded = guarding.check({"note": note}, request.POST, before=_noted(request, answer) if note else "")
    if guarded.stops:
        return _form(request, answer, kind, note, guarded=guarded)
    note, now = guarded.texts["note"], clock.now()
    try:
        throttle.spend(throttle.VOTE, throttle.who(request))
        if kind:
            mark_answer(by=request.user, answer=answer, kind=kind, note=note, now=now)
        else:
            unmark_answer(by=request.user, answer=answer, now=now)
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as fault:
        if not note and not isinstance(fault, ValidationError):
            # A single press: nothing was typed that a form would have to keep.
            raise
        return _form(request, answer, kind, note, loading.said(fault), guarded)
    messages.success(
        request, _("Thank you. It stands under the answer.") if kind else _("You took that back.")
    )
    return redirect(f"{answer.question.path()}#answer-{answer.pk}")


def _noted(request: HttpRequest, answer: Answer) -> str:
    """What this reader decided to let stand before."""
    mine = AnswerMark.objects.filter(answer=answer, member=request.user).first()
    return mine.note if mine else ""


def _removed(request: HttpRequest, answer: Answer) -> HttpResponse:
    throttle.spend(throttle.VOTE, throttle.who(request))
    mark = get_object_or_404(AnswerMark, answer=answer, pk=loading.number(request.POST["remove"]))
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


def _form(
    request: HttpRequest,
    answer: Answer,
    kind: str,
    note: str = "",
    fault: str = "",
    guarded: guarding.Guarded | None = None,
) -> HttpResponse:
    kind = kind if kind in (MarkKind.OUTDATED, MarkKind.CAREFUL) else MarkKind.CAREFUL
    mine = AnswerMark.objects.filter(answer=answer, member=request.user).first()
    context = {
        **_about(answer),
        "kind": kind,
        "mine": mine,
        "note": note or (mine.note if mine and mine.kind == kind and not fault else ""),
        "longest": NOTE[1],
        "fault": fault,
        "guarded": guarded,
    }
    return render(
        request, "forum/mark.html", context, status=400 if fault or (guarded and guarded.stops) else 200
    )


def _about(answer: Answer) -> dict:
    return {
        "section": "questions",
        "title": answer.question.title,
        "back": answer.path(),
        "address": f"/answers/{answer.pk}/marks/",
        "author": answer.author.name if answer.author else "",
        "excerpt": markup.plain(answer.body_html, EXCERPT_LETTERS),
    }

"""What the asker can press on their own question: to webcare, not yet, found it myself, and in private."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, drafts, throttle
from forum.escalation import queries, rules
from forum.escalation.actions import call_webcare as calling
from forum.escalation.actions.ask_privately import ask_privately
from forum.escalation.actions.found_myself import find_myself
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.actions.say_solved import say_solved
from forum.forms.parts import new_key, posted_key
from forum.models import Question
from forum.rules import NotAllowed, require
from forum.views import loading
from forum.views.deciding import Decision, Note, answered
from forum.webcare.models import Case, CaseReason

_HEARD = {
    calling.Heard.TOLD: gettext_lazy("Webcare is told. You read here by when they reply."),
    calling.Heard.FIRST: gettext_lazy("Webcare is told, and puts your question before the others."),
    calling.Heard.ALREADY: gettext_lazy("You said so already, and webcare is at it."),
}


@require_POST
@loading.writing
def call_webcare(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    not_solved = request.POST.get("reason") == CaseReason.NOT_SOLVED
    reason = CaseReason.NOT_SOLVED if not_solved else CaseReason.URGENT
    heard = calling.say_to_webcare(by=request.user, question=question, reason=reason, now=clock.now())
    messages.success(request, str(_HEARD[heard]))
    return redirect(question.path())


@require_POST
@loading.writing
def solved(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    say_solved(by=request.user, question=question, now=clock.now())
    messages.success(request, _("Good to hear. Thank you for saying so."))
    return redirect(question.path())


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def found(request: HttpRequest, question_id: int) -> HttpResponse:
    """One press, and what it was if they like: it helps whoever has the same."""
    question, now = loading.question(question_id, request.user), clock.now()
    require(
        rules.may_find_themselves(request.user, question, now), _("Only the person who asked can say this.")
    )
    page = Decision(
        question,
        _("You found it yourself"),
        [_("Good. Then nobody goes on looking, and who was at it is told.")],
        _("I found it myself"),
        Note(
            _("What was it?"),
            _("It becomes the answer under your question, for whoever has the same. Everyone reads it."),
            False,
            longest=2_000,
        ),
    )
    return answered(
        request,
        page,
        lambda note: find_myself(by=request.user, question=question, what=note, now=now),
        lambda: _("Good to hear. Thank you for saying so."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def not_yet(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    require(rules.may_say_not_yet(request.user, question, now), _("Only the person who asked can say this."))
    page = Decision(
        question,
        _("Not solved yet"),
        [_("Then we go on looking for somebody who knows, from where we were.")],
        _("Not yet"),
        Note(_("What is missing"), _("Others read it under your question."), False, longest=1_000),
        form_key=new_key(),
    )
    key = posted_key(request.POST)
    return answered(
        request,
        page,
        lambda note: say_not_yet(by=request.user, question=question, missing=note, form_key=key, now=now),
        lambda: _("We go on looking. You read here who is asked and by when you have an answer."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def private(request: HttpRequest, question_id: int) -> HttpResponse:
    """Where the talk with webcare begins; once it did, it goes on at its own address."""
    question, now = loading.question(question_id, request.user), clock.now()
    require(question.author_id == request.user.pk, _("Only the person who asked can talk with webcare here."))
    if request.method != "POST":
        return _private_begun(request, question, drafts.read(request))
    body, key = request.POST.get("body", ""), posted_key(request.POST)
    try:
        throttle.spend(throttle.COMMENT, throttle.who(request))
        case = ask_privately(by=request.user, question=question, body=body, form_key=key, now=now)
    except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
        return _private_page(request, question, request.POST, loading.said(refusal))
    drafts.drop(request)
    messages.success(request, _("Webcare has it. Only they and you read this."))
    return redirect(f"/private/{case.pk}/")


def _private_begun(request: HttpRequest, question: Question, typed) -> HttpResponse:
    """The form; where the talk began already that page, with what was typed; where it can not begin, why."""
    begun = Case.objects.filter(question=question, private_at__isnull=False).first()
    if begun is not None:
        drafts.drop(request)
        there = f"/private/{begun.pk}/"
        return redirect(drafts.parked(request, there, typed) if typed else there)
    if rules.may_ask_privately(request.user, question, clock.now()):
        return _private_page(request, question, typed)
    refusal = _(
        "This question is solved or closed. Say first that it is not solved yet; what you typed is kept here."
    )
    return _private_page(request, question, typed, refusal)


def _private_page(request: HttpRequest, question: Question, typed, fault: str = "") -> HttpResponse:
    by = queries.webcare_by(question, clock.now())
    context = {
        "section": "questions", "question": question, "fault": fault, "body": typed.get("body", ""), "by": by,
        "form_key": typed.get("form_key", "") or new_key(),
    }  # fmt: skip
    return render(request, "escalation/ask_privately.html", context, status=400 if fault else 200)

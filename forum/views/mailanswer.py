"""Answering from a letter: its signed link is good for one question as one member, and signs nobody in."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.lib import clock, links, throttle
from community.members.models import Member
from forum import rules
from forum.actions.answer import answer_question
from forum.forms import AnswerForm, guarding, new_key
from forum.models import Answer, Question
from forum.queries import mailanswer
from forum.views import loading


@dataclass(frozen=True)
class Obstacle:
    """Why there is no form, and where to go instead."""

    title: str
    text: str
    icon: str
    path: str
    label: str
    status: int = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        member_id, question_id = mailanswer.read(token)
    except links.ExpiredLink:
        return _shown(request, obstacle=_too_old())
    except links.BadLink:
        return _shown(request, obstacle=_unknown())
    member = Member.objects.present().filter(pk=member_id).first()
    question = (
        Question.objects.visible_to(None).select_related("author", "board").filter(pk=question_id).first()
    )
    if member is None or question is None:
        return _shown(request, obstacle=_unknown())
    reader = loading.reader(request)
    if reader is not None and reader.pk == member.pk and request.method != "POST":
        return redirect(f"{question.path()}#reply")
    with translation.override(member.language or loading.language()):
        return _answer(request, member, question)


def _answer(request: HttpRequest, member: Member, question: Question) -> HttpResponse:
    mine = Answer.objects.filter(question=question, author=member)
    given = mine.order_by(F("hidden_at").asc(nulls_first=True), "-pk").first()
    if given is not None and given.form_key and given.form_key == request.POST.get("form_key"):
        # Sent twice: it is posted, and the page says so.
        return redirect(request.path)
    obstacle = _obstacle(member, question, clock.now()) if given is None else _given(request, question, given)
    if obstacle is not None:
        return _shown(request, obstacle=obstacle)
    if request.method != "POST":
        return _shown(request, member, question, AnswerForm(initial={"form_key": new_key()}))
    form = AnswerForm(request.POST)
    if form.is_valid() and guarding.passes(form, request.POST) and _is_posted(form, member, question):
        return redirect(request.path)
    return _shown(request, member, question, form)


def _is_posted(form: AnswerForm, member: Member, question: Question) -> bool:
    try:
        throttle.spend(throttle.ANSWER, f"member:{member.pk}")
        answer_question(
            by=member,
            question=question,
            body=form.cleaned_data["body"],
            form_key=form.cleaned_data["form_key"] or None,
            now=clock.now(),
        )
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return False
    return True


def _obstacle(member: Member, question: Question, now: datetime) -> Obstacle | None:
    path = question.path()
    if not rules.may_write(member, now):
        text = _("You can read here, but not write at the moment.")
        return Obstacle(
            _("You can not write at the moment"), text, "i-lock", path, _("Read the question"), 403
        )
    if question.state == "solved":
        text = _("Somebody was quicker. Thank you for wanting to help.")
        return Obstacle(_("This question is solved already"), text, "i-check", path, _("See the solution"))
    if not rules.may_answer(member, question, now):
        return _not_taken(path)
    return None


def _given(request: HttpRequest, question: Question, given: Answer) -> Obstacle:
    """The link is good for one answer. To whoever else holds it, signed in as themselves, it says no more."""
    path, reader = question.path(), loading.reader(request)
    if given.hidden_at is None and (reader is None or reader.pk == given.author_id):
        text = _("Thank you. To change it, or to see who reacts, sign in.")
        link = f"{path}#answer-{given.pk}"
        return Obstacle(_("Your answer is posted"), text, "i-check", link, _("See your answer"))
    text = _("It is good for one answer. Sign in to say more.")
    return Obstacle(_("This link was used already"), text, "i-check", path, _("Read the question"))


def _not_taken(path: str) -> Obstacle:
    return Obstacle(
        _("This question takes no more answers"),
        _("It was closed, or goes on in another one. Thank you for wanting to help."),
        "i-lock", path, _("Read the question"), 403,
    )  # fmt: skip


def _too_old() -> Obstacle:
    return Obstacle(
        _("This link is too old"),
        _("For your safety it works for two weeks. Sign in to answer; the question may still wait."),
        "i-clock", "/questions/?state=unanswered", _("See who waits for an answer"), 410,
    )  # fmt: skip


def _unknown() -> Obstacle:
    return Obstacle(
        _("This link no longer works"),
        _("The question may have been taken away, or part of the address is missing."),
        "i-clock", "/questions/?state=unanswered", _("See who waits for an answer"), 404,
    )  # fmt: skip


def _shown(
    request: HttpRequest,
    member: Member | None = None,
    question: Question | None = None,
    form: AnswerForm | None = None,
    *,
    obstacle: Obstacle | None = None,
) -> HttpResponse:
    context = {
        "section": "questions",
        "member": member,
        "question": question,
        "form": form,
        "obstacle": obstacle,
        # What was typed in vain is there to be taken along.
        "typed": request.POST.get("body", "").strip() if obstacle else "",
    }
    status = obstacle.status if obstacle else 400 if form and form.is_bound else 200
    return render(request, "forum/mail_answer.html", context, status=status)

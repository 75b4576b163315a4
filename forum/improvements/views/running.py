"""What owners and managers do with an improvement."""

import functools
import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.improvements import rules
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, gather_learning, give, write_note
from forum.improvements.forms import GiveForm, NoteForm, StateForm
from forum.improvements.models import Improvement, Learning
from forum.improvements.views import loading
from forum.improvements.views.public import shown
from forum.models import Question
from forum.rules import require

_NUMBER = re.compile(r"(?:.*/questions/)?#?(\d{1,18})(?:/.*)?")


@require_POST
@loading.running
def state(request: HttpRequest, improvement: Improvement) -> HttpResponse:
    form = StateForm(request.POST, improvement=improvement)
    if loading.taken(form, functools.partial(change_state, by=request.user, improvement=improvement)):
        messages.success(request, _("Said. Everyone it concerns is told, each in their own language."))
        return redirect(improvement.path())
    return shown(request, improvement, state_form=form)


@require_POST
@loading.running
def give_to(request: HttpRequest, improvement: Improvement) -> HttpResponse:
    form = GiveForm(request.POST)
    if loading.taken(form, functools.partial(give, by=request.user, improvement=improvement)):
        return redirect(improvement.path())
    return shown(request, improvement, give_form=form)


@require_POST
@loading.running
def note(request: HttpRequest, improvement: Improvement) -> HttpResponse:
    form = NoteForm(request.POST)
    if loading.taken(form, functools.partial(write_note, by=request.user, improvement=improvement)):
        return redirect(improvement.path())
    return shown(request, improvement, note_form=form)


@require_POST
@loading.running
def add(request: HttpRequest, improvement: Improvement) -> HttpResponse:
    """A question by its number or address, or a learning with its question."""
    require(
        rules.may_run(request.user, improvement, clock.now()),
        _("Its owner and managers gather questions in it."),
    )
    learning = (
        Learning.objects.select_related("question").filter(pk=_pk(request.POST.get("learning"))).first()
    )
    if learning is not None:
        gather_learning(by=request.user, improvement=improvement, learning=learning, now=clock.now())
        return redirect(improvement.path())
    number = _NUMBER.fullmatch(request.POST.get("question", "").strip())
    found = Question.objects.visible_to(request.user).filter(pk=_pk(number[1] if number else None)).first()
    if found is None:
        raise ValidationError(_("There is no such question. Paste its address, or give its number."))
    if not gather(by=request.user, improvement=improvement, questions=[found], now=clock.now()):
        messages.info(request, _("This question is in it already."))
    return redirect(improvement.path())


def _pk(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isdecimal() and len(raw) <= 18 else None

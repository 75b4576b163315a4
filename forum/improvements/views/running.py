"""What owners and managers do with an improvement."""

import functools

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, give, write_note
from forum.improvements.forms import GatherForm, GiveForm, NoteForm, StateForm
from forum.improvements.models import Improvement
from forum.improvements.views import loading
from forum.improvements.views.public import shown
from forum.views.deciding import question_at


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
    """A question by its number or address."""
    form = GatherForm(request.POST)
    if not form.is_valid():
        return shown(request, improvement, gather_form=form)
    found = question_at(form.cleaned_data["question"], request.user)
    if found is None:
        form.add_error("question", _("There is no such question. Paste its address, or give its number."))
        return shown(request, improvement, gather_form=form)
    if not gather(by=request.user, improvement=improvement, questions=[found], now=clock.now()):
        messages.info(request, _("This question is in it already."))
    return redirect(improvement.path())

"""What owners and managers do with an improvement."""

import functools
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.forms import guarding
from forum.improvements import rules
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, give, write_note
from forum.improvements.forms import GatherForm, GiveForm, NoteForm, StateForm
from forum.improvements.models import Improvement, State
from forum.improvements.views import loading
from forum.improvements.views.public import shown
from forum.rules import require
from forum.views.deciding import question_at


@require_POST
@loading.running
def state(request: HttpRequest, improvement: Improvement) -> HttpResponse:
    may = rules.may_run(request.user, improvement, clock.now())
    require(may, _("Its owner and managers say where it stands."))
    form = StateForm(request.POST, improvement=improvement)
    act = functools.partial(change_state, by=request.user, improvement=improvement)
    if _may_be_said(form, improvement, request.POST) and loading.taken(form, act):
        messages.success(request, _said(form.cleaned_data["state"]))
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
    may = rules.may_write_note(request.user, improvement, clock.now())
    require(may, _("Notes are written by those who work on it."))
    form = NoteForm(request.POST)
    act = functools.partial(write_note, by=request.user, improvement=improvement)
    if _may_be_read(form, request.POST) and loading.taken(form, act):
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


def _said(state: str) -> str:
    if state == State.DISMISSED:
        return _("Not taken up. Nobody is told.")
    return _("Said. Everyone it concerns is told, each in their own language.")


def _may_be_said(form: StateForm, improvement: Improvement, post: Mapping[str, str]) -> bool:
    """What looks personal is pointed out before anybody is told, and so is, once, a language without a line."""
    if not form.is_valid():
        return False
    before = f"{improvement.public_line}\n{improvement.public_line_nl}"
    is_guarded = guarding.passes(form, post, before=before)
    return not form.says_once() and is_guarded


def _may_be_read(form: NoteForm, post: Mapping[str, str]) -> bool:
    """A note among colleagues is theirs; a public one is guarded as every public word."""
    return form.is_valid() and (not form.cleaned_data["is_public"] or guarding.passes(form, post))

"""Pages that decide what a question waits for and whether it goes on: details, duplicate, closing, opening again."""

import functools
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock
from forum import rules
from forum.actions.ask_details import NOT_TO_ASK, ask_for_details, end_waiting
from forum.actions.close import LEADS_ON, NOT_TO_CLOSE, close_question, reasons_for
from forum.actions.duplicate import NOT_TO_MARK, mark_duplicate
from forum.actions.reopen import (
    NOT_TO_ASK_AGAIN,
    NOT_TO_REOPEN,
    ask_to_reopen,
    decline_reopening,
    reopen_question,
)
from forum.models import Door
from forum.queries import doors
from forum.views import loading, statepages
from forum.views.deciding import answered, named_question
from reputation import standings


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def needs_info(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    points = standings.of(request.user)
    rules.require(rules.may_ask_for_details(request.user, question, points, now), NOT_TO_ASK)
    return answered(
        request,
        statepages.needs_info(question),
        lambda note: ask_for_details(by=request.user, question=question, note=note, now=now),
        lambda: _("Asked. You are told when the details are there."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def duplicate(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    points = standings.of(request.user)
    rules.require(rules.may_mark_duplicate(request.user, question, points, now), NOT_TO_MARK)
    return answered(
        request,
        statepages.duplicate(question, request.user, loading.language()),
        lambda note: mark_duplicate(
            by=request.user, question=question, original=named_question(request), note=note, now=now
        ),
        lambda: _(
            "This question leads to the one that was asked before; who follows it follows that one too."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def close(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    rules.require(rules.may_close(request.user, question, now), NOT_TO_CLOSE)
    reasons = reasons_for(request.user, question)
    offered = list(Door.objects.offered_on(question.board_id)) if len(reasons) > 1 else []
    return answered(
        request,
        statepages.close(question, reasons, [doors.way(door, loading.language()) for door in offered]),
        lambda note: close_question(
            by=request.user,
            question=question,
            closed_as=request.POST.get("choice", "") if len(reasons) > 1 else reasons[0],
            note=note,
            door=_chosen_door(request, offered),
            now=now,
        ),
        lambda: _("The question is closed."),
    )


def _chosen_door(asked: HttpRequest, offered: Iterable[Door]) -> Door | None:
    """The door that goes with a reason that leads somewhere else; one ticked beside another reason says nothing."""
    if asked.POST.get("choice") not in LEADS_ON:
        return None
    chosen = asked.POST.get("door", "")
    found = next((door for door in offered if str(door.pk) == chosen), None)
    if chosen and found is None:
        raise ValidationError(_("This door is no longer there; choose another."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def reopen(request: HttpRequest, question_id: int) -> HttpResponse:
    """One address for every way on: the details are there, open it again, ask for that, or say that it stays."""
    question, now = loading.question(question_id, request.user), clock.now()
    who = {"by": request.user, "question": question, "now": now}
    if rules.may_end_waiting(request.user, question, now):
        page, said = statepages.details(question), _("The question goes on.")
        return answered(request, page, lambda note: end_waiting(**who), lambda: said)
    if rules.may_ask_to_reopen(request.user, question, now):
        page = statepages.request(question)
        said = _("Asked. You are told what comes of it.")
        return answered(request, page, lambda note: ask_to_reopen(**who, note=note), lambda: said)
    refusal = NOT_TO_ASK_AGAIN if question.reopening_asked_at else NOT_TO_REOPEN
    rules.require(rules.may_reopen(request.user, question, now), refusal)
    stays = request.POST.get("decision") == "stays"
    said = _("It stays closed, and the asker reads why.") if stays else _("The question is open again.")
    verb = functools.partial(decline_reopening if stays else reopen_question, **who)
    page = statepages.reopen(question, rules.may_decline_reopening(request.user, question, now))
    return answered(request, page, lambda note: verb(note=note), lambda: said)

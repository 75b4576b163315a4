"""Pages that decide where a question stands: its board, locked, on top, or in no list."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock
from forum import rules
from forum.actions.curate import (
    NOT_TO_LOCK,
    NOT_TO_PIN,
    NOT_TO_UNLIST,
    lock_question,
    pin_question,
    unlist_question,
)
from forum.actions.move import NOT_TO_MOVE, move_question
from forum.models import Board, Question
from forum.views import loading
from forum.views.deciding import Choice, Decision, Note, answered


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def move(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    loading.require_to_open(request, rules.may_move(request.user, question, now), NOT_TO_MOVE)
    boards = Board.objects.filter(archived_at=None).exclude(pk=question.board_id).order_by("position", "id")
    chosen = boards.filter(pk=loading.number(request.POST.get("choice", ""))).first() or question.board
    return answered(
        request,
        _move_page(question, boards),
        lambda note: move_question(by=request.user, question=question, board=chosen, note=note, now=now),
        lambda: _("The question stands under {board} now.").replace(
            "{board}", chosen.name_in(loading.language())
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def lock(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    loading.require_to_open(request, rules.may_lock(request.user, question, now), NOT_TO_LOCK)
    if question.locked_at is not None:
        page = _undo(question, _("Unlock"), _("It takes words and votes again."))
    else:
        page = _do(
            question,
            _("Lock"),
            _("Everyone can read it; only moderators can write, vote or change anything."),
        )
    return _turned(request, page, lock_question)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def pin(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    loading.require_to_open(request, rules.may_pin(request.user, question, now), NOT_TO_PIN)
    if question.pinned_at is not None:
        page = _undo(question, _("No longer on top"), _("It takes its own place in the list again."))
    else:
        lead = _("It stands first in the list of its board, until somebody takes it off.")
        page = _do(question, _("Keep on top"), lead, is_required=False)
    return _turned(request, page, pin_question)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def unlist(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    loading.require_to_open(request, rules.may_unlist(request.user, question, now), NOT_TO_UNLIST)
    if question.unlisted_at is not None:
        page = _undo(question, _("Back into lists"), _("Lists, search and feeds show it again."))
    else:
        page = _do(
            question,
            _("Keep out of lists"),
            _("No list, search or feed shows it; whoever has its address can read it and answer."),
        )
    return _turned(request, page, unlist_question)


def _turned(request: HttpRequest, page: Decision, verb: Callable[..., bool]) -> HttpResponse:
    """What the page was opened for: pressed too late, it does not undo what a colleague did."""
    wanted = request.POST.get("turn", page.turn) == "1"
    return answered(
        request,
        page,
        lambda note: verb(by=request.user, question=page.question, on=wanted, reason=note, now=clock.now()),
        lambda: _("Done. The timeline of the question says so."),
    )


def _do(question: Question, heading: str, lead: str, *, is_required: bool = True) -> Decision:
    note = Note(_("Why?"), _("Everyone reads it on the timeline of the question."), is_required)
    return Decision(question, heading, [lead], heading, note, turn="1")


def _undo(question: Question, heading: str, lead: str) -> Decision:
    note = Note(_("Why?"), _("Everyone reads it on the timeline of the question."), False)
    return Decision(question, heading, [lead], heading, note, turn="0")


def _move_page(question: Question, boards) -> Decision:
    language = loading.language()
    return Decision(
        question,
        _("Move to another board"),
        [
            _("It stands on {board} now.").replace("{board}", question.board.name_in(language)),
            _(
                "Tags, answers and followers go with it; from here on the people and the opening hours "
                "of the other board count."
            ),
        ],
        _("Move it"),
        Note(_("Why?"), _("The asker reads it."), False),
        legend=_("Where does it belong?"),
        choices=[
            Choice(str(board.pk), board.name_in(language), board.about_in(language)) for board in boards
        ],
    )

"""What stands on the pages that decide what a question waits for and whether it goes on."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.models import CloseReason, Question, Status
from forum.queries.doors import Way
from forum.queries.similar import likely_originals
from forum.queries.standingnotices import latest_reason
from forum.views.deciding import Choice, Decision, Line, Note, choices_of


def needs_info(question: Question) -> Decision:
    return Decision(
        question,
        _("Ask for details"),
        [
            _("The question waits for {name}, who is told at once what is missing.").replace(
                "{name}", _asker(question)
            ),
            _(
                "It goes on with their next word. After %(days)d days without one it closes, and opens "
                "again when they come back."
            )
            % {"days": question.board.details_within_days},
        ],
        _("Ask for it"),
        Note(
            _("What is missing?"),
            _("One thing, as you would ask it across the table: which type is on the box?"),
        ),
    )


def _asker(question: Question) -> str:
    return question.author.name if question.author else _("Former member")


def duplicate(question: Question, member: Member, language: str) -> Decision:
    offered = likely_originals(question, member=member, language=language)
    return Decision(
        question,
        _("Asked before"),
        [
            _(
                "Views and votes stay here. Who follows this question follows the other one too, and the "
                "asker can say that theirs is different."
            )
        ],
        _("Lead to that question"),
        Note(_("A kind word to the asker"), _("Why the other answer fits, or what to look at there."), False),
        legend=_("Which question was asked before?") if offered else "",
        choices=choices_of(offered),
        line=Line(
            "original",
            _("Another question") if offered else _("Which question was asked before?"),
            _("Paste its address, or its number."),
        ),
    )


def _hints() -> dict[CloseReason, str]:
    """What to say beside each reason for closing."""
    return {
        CloseReason.NO_REPLY: _("It opens by itself when they come back."),
        CloseReason.NOT_NEEDED: "",
        CloseReason.ELSEWHERE: _("Choose the door below, or say where, so that nobody has to search."),
        CloseReason.NOT_HERE: _("Choose the door below, or say who does help with this."),
        CloseReason.UNCLEAR: _("Say what to add. Asking for details keeps it open for a week."),
        CloseReason.OUTDATED: _("Say what is so now."),
        CloseReason.OTHER: _("Say why, and what to do instead."),
    }


def close(question: Question, reasons: list[CloseReason], ways: Sequence[Way] = ()) -> Decision:
    """`ways` are the doors to choose from."""
    if len(reasons) == 1:
        return _close_own(question)
    hints = _hints()
    lead = _(
        "It can still be read, and takes no more answers. Its asker reads your reason, and can ask to open it again."
    )
    words = _("The first two reasons need no words, and neither does one with a door.")
    return Decision(
        question,
        _("Close the question"),
        [lead],
        _("Close it"),
        Note(_("Words for the asker"), words, None),
        legend=_("Why?"),
        choices=[Choice(str(one), capfirst(one.label), hints[one]) for one in reasons],
        doors=[Choice(str(way.id), way.name, way.line) for way in ways],
    )


def _close_own(question: Question) -> Decision:
    lead = _("You no longer need an answer. It can still be read, and you can open it again.")
    note = Note(_("How did it end?"), _("It helps whoever has the same."), False)
    return Decision(question, _("Close your question"), [lead], _("Close it"), note)


def details(question: Question) -> Decision:
    lead = [_("The question goes on, and whoever asked for the details is told.")]
    return Decision(
        question, _("The details are there"), lead, _("Let it go on"), quoted=question.status_reason
    )


def request(question: Question) -> Decision:
    return Decision(
        question,
        _("Ask to open it again"),
        [_("Whoever decided this and the moderators read your words and look again.")],
        _("Ask to open it again"),
        Note(_("What is different, or what did they not see?")),
        quoted=question.status_reason,
    )


def reopen(question: Question, is_asked: bool) -> Decision:
    lead = _("It takes answers again, and climbs on from where it was.")
    if question.status == Status.DUPLICATE:
        lead = _(
            "It takes answers of its own again. Whoever follows the other question goes on following it."
        )
    asked = _("{name} asked to open it again:").replace("{name}", _asker(question))
    return Decision(
        question,
        _("Open it again"),
        [lead, asked] if is_asked else [lead],
        _("Open it again"),
        Note(
            _("A word to the asker"),
            _("Needed when it stays as it is.") if is_asked else "",
            None if is_asked else False,
        ),
        quoted=latest_reason(question, "question.reopening_asked") if is_asked else "",
        other=("stays", _("It stays as it is")) if is_asked else None,
    )

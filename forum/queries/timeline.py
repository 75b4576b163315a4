"""The timeline beside a question: sentences for the kinds of its events, told by the room that records them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.lib import languages
from forum.queries.moments import Moments, iso

if TYPE_CHECKING:  # apps.py of the rooms above imports this module before models can be loaded
    from forum.queries.people import Person

_PLACE = re.compile(r"\{(\w+)\}")

# More than these say nothing new to a reader.
ANSWERS_TOLD = 3
# A longer reason is read where it was given.
WHY_LETTERS = 140


@dataclass(frozen=True)
class Sentence:
    """What an event says; `{name}` is whoever did it, `{department}` theirs, other places come from its details.

    `mark` is a state's mark or an icon.
    """

    text: str | Promise
    mark: str = ""
    # Said in place of `text` when it happened by itself.
    alone: str | Promise = ""
    # Whether the reason that was given follows.
    tells_why: bool = False
    # Reads, for the number of a question and beside the event, the line on a row that follows: there it can be mended.
    reads: Callable[[int], Combinable] | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    text: str
    when: str
    iso: str
    mark: str


_SENTENCES: dict[str, Sentence] = {
    "question.asked": Sentence(_("{name} asked")),
    "question.written_down": Sentence(_("{name} wrote it down for them"), "i-edit"),
    "answer.posted": Sentence(_("{name} answered")),
    "answer.accepted": Sentence(_("{name} accepted an answer as the solution"), "solved"),
    "answer.unaccepted": Sentence(_("{name} took the solution back"), "open"),
    "answer.confirmed": Sentence(_("{name} confirmed an answer officially"), "i-house"),
    "answer.unconfirmed": Sentence(_("An answer is no longer official")),
    "question.edited": Sentence(_("{name} edited the question")),
    "question.rolled_back": Sentence(_("{name} put an earlier text back")),
    "question.retagged": Sentence(_("{name} changed the tags")),
    "question.language": Sentence(_("{name} set the language to {language}")),
    "question.restored": Sentence(_("Shown again after moderation")),
    "question.redacted": Sentence(_("Personal data was masked"), "i-eye"),
    "answer.redacted": Sentence(_("Personal data was masked in an answer"), "i-eye"),
    "comment.redacted": Sentence(_("Personal data was masked in a comment"), "i-eye"),
    "question.deleted": Sentence(_("{name} deleted the question")),
    "question.undeleted": Sentence(_("{name} brought the question back")),
    "question.merged": Sentence(_("{name} put it together with a question that asks the same"), "duplicate"),
    "question.communal": Sentence(_("{name} gave the question to the community")),
    "question.uncommunal": Sentence(_("{name} took the question back from the community")),
    "answer.communal": Sentence(_("{name} gave an answer to the community")),
    "answer.made_comment": Sentence(_("{name} made a comment of an answer")),
    "answer.split": Sentence(_("{name} made a question of its own of an answer")),
    "comment.made_answer": Sentence(_("{name} made an answer of a comment")),
    "question.info_asked": Sentence(_("{name} asked for a detail"), "info", tells_why=True),
    "question.info_given": Sentence(_("{name} says the details are there"), "open"),
    "question.duplicate_marked": Sentence(
        _("{name} found that this was asked before"), "duplicate", tells_why=True
    ),
    "question.closed": Sentence(
        _("{name} closed the question"),
        "closed",
        alone=_("Closed by itself, for want of a reply"),
        tells_why=True,
    ),
    "question.reopened": Sentence(
        _("{name} opened it again"),
        "open",
        alone=_("Open again: the question it led to is gone"),
        tells_why=True,
    ),
    "question.reopening_asked": Sentence(_("{name} asked to open it again"), tells_why=True),
    "question.reopening_declined": Sentence(
        _("{name} looked again: it stays closed"), "closed", tells_why=True
    ),
    "question.moved": Sentence(_("{name} moved it to another board"), tells_why=True),
    "question.locked": Sentence(_("{name} locked the question"), "closed", tells_why=True),
    "question.unlocked": Sentence(_("{name} unlocked the question"), tells_why=True),
    "question.pinned": Sentence(_("{name} put it on top of its board"), tells_why=True),
    "question.unpinned": Sentence(_("{name} took it off the top of its board"), tells_why=True),
    "question.unlisted": Sentence(_("{name} took it out of the lists"), tells_why=True),
    "question.listed": Sentence(_("{name} put it back into the lists"), tells_why=True),
}


def register(
    kind: str, text: str | Promise, mark: str = "", reads: Callable[[int], Combinable] | None = None
) -> None:
    """Say what events of `kind` look like on the timeline; rooms above call it in AppConfig.ready().

    `reads` gives an expression, beside the event, for the line on a row of that room which follows it.
    """
    _SENTENCES[kind] = Sentence(text, mark, reads=reads)


def kinds() -> list[str]:
    return list(_SENTENCES)


def row_line(question_id: int) -> Case:
    """The line that stands on a row of the room whose event it is; to be read beside each event as `row_line`."""
    reading = (
        When(kind=kind, then=one.reads(question_id))
        for kind, one in _SENTENCES.items()
        if one.reads is not None
    )
    return Case(*reading, default=Value(""), output_field=CharField())


def told(events: Iterable[dict], people: dict[int | None, "Person"], times: Moments) -> list[Moment]:
    """Moments of `events` (rows of kind, actor_id, at), oldest first; many answers become one line."""
    rows = sorted((event for event in events if event["kind"] in _SENTENCES), key=lambda event: event["at"])
    rows = _without_repeats(rows)
    answers = [row for row in rows if row["kind"] == "answer.posted"]
    folded = answers[ANSWERS_TOLD:]
    lines = []
    for row in rows:
        if row in folded:
            continue
        mark = _SENTENCES[row["kind"]].mark
        lines.append(Moment(_said(row, people), times.short(row["at"]), iso(row["at"]), mark))
    if folded:
        count = len(folded)
        text = ngettext("%(count)d more answer", "%(count)d more answers", count) % {"count": count}
        lines.append(Moment(text, times.short(folded[-1]["at"]), iso(folded[-1]["at"]), ""))
    return sorted(lines, key=lambda line: line.iso)


def _without_repeats(rows: list[dict]) -> list[dict]:
    """Of edits by one person in a row the last one is told."""
    following = [*rows[1:], {}]
    return [
        row
        # What was imported has no events at all, and nothing follows them.
        for row, after in zip(rows, following, strict=False)
        if row["kind"] != "question.edited"
        or (after.get("kind"), after.get("actor_id")) != (row["kind"], row["actor_id"])
    ]


def _said(event: dict, people: dict[int | None, "Person"]) -> str:
    sentence, details = _SENTENCES[event["kind"]], event.get("details", {})
    actor = people.get(event["actor_id"]) or people[None]
    words = {**details, "name": actor.first, "department": actor.department}
    by_itself = sentence.alone and event["actor_id"] is None
    text = _PLACE.sub(
        lambda place: str(words.get(place[1], "")), str(sentence.alone if by_itself else sentence.text)
    )
    why = (
        Truncator(details.get("reason", "")).chars(WHY_LETTERS)
        if sentence.tells_why
        else event.get("row_line", "")
    )
    return f"{text}: {languages.isolated(why)}" if why else text

"""The timeline beside a question: sentences for the kinds of its events, told by the room that records them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forum.queries.moments import Moments, iso

if TYPE_CHECKING:  # apps.py of the rooms above imports this module before models can be loaded
    from forum.queries.people import Person

_PLACE = re.compile(r"\{(\w+)\}")

# More than these say nothing new to a reader.
ANSWERS_TOLD = 3


@dataclass(frozen=True)
class Sentence:
    """What an event says; `{name}` is whoever did it, `{department}` theirs, other places come from its details.

    `mark` is a state's mark or an icon.
    """

    text: str | Promise
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    text: str
    when: str
    iso: str
    mark: str


_SENTENCES: dict[str, Sentence] = {
    "question.asked": Sentence(_("{name} asked")),
    "answer.posted": Sentence(_("{name} answered")),
    "answer.accepted": Sentence(_("{name} accepted an answer as the solution"), "solved"),
    "answer.unaccepted": Sentence(_("{name} took the solution back"), "open"),
    "answer.confirmed": Sentence(_("{name} confirmed an answer officially"), "i-house"),
    "question.language": Sentence(_("{name} set the language to {language}")),
    "question.restored": Sentence(_("Shown again after moderation")),
}


def register(kind: str, text: str | Promise, mark: str = "") -> None:
    """Say what events of `kind` look like on the timeline; rooms above call it in AppConfig.ready()."""
    _SENTENCES[kind] = Sentence(text, mark)


def kinds() -> list[str]:
    return list(_SENTENCES)


def told(events: Iterable[dict], people: dict[int | None, "Person"], times: Moments) -> list[Moment]:
    """Moments of `events` (rows of kind, actor_id, at), oldest first; many answers become one line."""
    rows = sorted((event for event in events if event["kind"] in _SENTENCES), key=lambda event: event["at"])
    answers = [row for row in rows if row["kind"] == "answer.posted"]
    folded = answers[ANSWERS_TOLD:]
    lines = []
    for row in rows:
        if row in folded:
            continue
        sentence = _SENTENCES[row["kind"]]
        actor = people.get(row["actor_id"]) or people[None]
        words = {**row.get("details", {}), "name": actor.first, "department": actor.department}
        text = _PLACE.sub(lambda place, words=words: str(words.get(place[1], "")), str(sentence.text))
        lines.append(Moment(text, times.short(row["at"]), iso(row["at"]), sentence.mark))
    if folded:
        count = len(folded)
        text = ngettext("%(count)d more answer", "%(count)d more answers", count) % {"count": count}
        lines.append(Moment(text, times.short(folded[-1]["at"]), iso(folded[-1]["at"]), ""))
    return sorted(lines, key=lambda line: line.iso)

"""Ready-made texts for a case, those in the customer's language first, with what we know filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.dateformat import format as say
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import Member
from community.members.zones import zone_of
from forum.webcare import placeholders
from forum.webcare.models import Case, Macro

# More than this nobody reads through while a customer waits.
MOST = 60
# Two lines of a list.
BRIEF = 200
# What is filled in, with an example for who writes such a text.
PLACES = {"name": "Femke", "board": "Internet and TV", "me": "Nienke", "promise": "Tuesday 17 November 14:00"}


@dataclass(frozen=True)
class Ready:
    """A text as it would be put into the box; `key` is what the button says."""

    key: str
    title: str
    text: str
    # Its beginning, for who chooses.
    brief: str
    lang: str = ""
    # What it is, where a list holds more than one kind.
    note: str = ""
    path: str = ""
    mark: str = ""


def ready_texts(case: Case, by: Member, language: str, now: datetime) -> list[Ready]:
    """All that are offered on the board of this case; one query."""
    offered = Macro.objects.filter(retired_at=None).filter(Q(board=None) | Q(board=case.question.board_id))
    spoken = case.question.language or language
    # The customer's language, then what has none, then the others; the board's own before those of all boards.
    found = sorted(
        offered.order_by("position", "name", "pk")[: 4 * MOST],
        key=lambda macro: (
            macro.language != spoken,
            bool(macro.language),
            macro.board_id is None,
            macro.position,
        ),
    )
    return [_ready(macro, case, by, language, now) for macro in found[:MOST]]


def ready_text(macro_id: int, case: Case, by: Member, language: str, now: datetime) -> str:
    """One of them, filled in; empty when there is none of that number here."""
    offered = Macro.objects.filter(retired_at=None).filter(Q(board=None) | Q(board=case.question.board_id))
    macro = offered.filter(pk=macro_id).first()
    return _ready(macro, case, by, language, now).text if macro else ""


def _ready(macro: Macro, case: Case, by: Member, language: str, now: datetime) -> Ready:
    spoken = macro.language or case.question.language or language
    text = placeholders.filled(macro.body.replace("\r\n", "\n").strip(), values(case, by, spoken, now))
    return Ready(
        key=f"macro:{macro.pk}",
        title=macro.name,
        text=text,
        brief=" ".join(text.split())[:BRIEF],
        lang=macro.language if macro.language != language else "",
    )


def values(case: Case, by: Member, language: str, now: datetime) -> Mapping[str, str]:
    """What the places stand for in this case; empty for what a person has to say instead."""
    asker = case.question.author
    with override(language):
        # A moment that is over is no promise: who sends the text says another one.
        is_to_come = case.promise_at is not None and case.promise_at > now
        promise = _moment(case.promise_at, asker) if is_to_come else "[" + _("when we write again") + "]"
    return {
        "name": placeholders.as_words(asker.get_short_name()) if asker else "",
        "board": case.question.board.name_in(language),
        "me": placeholders.as_words(by.get_short_name()),
        "promise": promise,
    }


def _moment(moment: datetime, reader: Member | None) -> str:
    """By the reader's own clock, whose place is named where it is not the site's."""
    own, sites = (moment.astimezone(zone) for zone in (zone_of(reader), ZoneInfo(settings.TIME_ZONE)))
    said = say(own, "l j F H:i")
    if own.utcoffset() == sites.utcoffset():
        return said
    return f"{said} ({own.tzinfo.key.replace('_', ' ')})"

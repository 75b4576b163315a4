"""What readers found when they tried an answer: counted by kind with the last day of each, and the newest notes.

Everything follows from the marks and the last edit alone, so that a stored card stays true as time passes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Answer, AnswerMark, MarkKind
from forum.queries import tokens
from forum.queries.moments import Moments

NOTES_SHOWN = 3
# What worked longer ago than this before the newest mark says little about today.
FRESH_FOR = timedelta(days=180)
# One reader may be mistaken.
LEAST_OUTDATED = 2


@dataclass(frozen=True, slots=True)
class _Count:
    """Marks of one kind: since the last edit of the answer, before it, and the newest moment of those that count."""

    since: int
    before: int
    last: datetime


def marks_of(answer: Answer) -> list[AnswerMark]:
    """All of them, the newest first. One query."""
    return list(AnswerMark.objects.filter(answer=answer).order_by("-at", "-pk"))


def is_outdated(answer: Answer) -> bool:
    """As `outweighed`, of the marks as they stand now."""
    return outweighed(marks_of(answer), answer.edited_at)


def outweighed(marks: Iterable[AnswerMark], edited_at: datetime | None) -> bool:
    """Whether more readers say "outdated" than "works", within 180 days before the newest mark.

    Marks older than the last edit speak of another text and do not count.
    """
    current = [mark for mark in marks if edited_at is None or mark.at >= edited_at]
    if not current:
        return False
    newest = max(mark.at for mark in current)
    kinds = [mark.kind for mark in current if mark.at > newest - FRESH_FOR]
    outdated = kinds.count(MarkKind.OUTDATED)
    return outdated >= LEAST_OUTDATED and outdated > kinds.count(MarkKind.WORKS)


def named(marks: Iterable[AnswerMark]) -> list[int]:
    """Ids of the members whose names stand beside their notes."""
    return [mark.member_id for mark in _noted(marks)[:NOTES_SHOWN]]


def warning() -> str:
    """What stands above a text that no longer works, in the active language."""
    words = escape(_("Readers say this no longer works."))
    return f'<div class="notice notice-wait below-3">{tokens.icon("i-warn")}<div><p>{words}</p></div></div>'


def findings(answer_id: int, marks: list[AnswerMark], edited_at: datetime | None, times: Moments) -> str:
    """What readers found as HTML for a card; nothing when nobody tried."""
    if not marks:
        return ""
    noted = _noted(marks)
    notes = "".join(f"<li>{_note(mark, edited_at, times)}</li>" for mark in noted[:NOTES_SHOWN])
    notes = f"<ul>{notes}</ul>" if notes else ""
    more = len(noted) - NOTES_SHOWN
    if more > 0:
        words = escape(ngettext("%(count)d more note", "%(count)d more notes", more) % {"count": more})
        notes += f'<p><a href="/answers/{answer_id}/marks/" rel="nofollow">{words}</a></p>'
    line = counts(marks, edited_at, times)
    return f'<div class="findings">{f"<p>{line}</p>" if line else ""}{notes}</div>'


def counts(marks: list[AnswerMark], edited_at: datetime | None, times: Moments) -> str:
    """How many found what, and when last, as HTML in the active language."""
    kinds = [(_works, MarkKind.WORKS), (_outdated, MarkKind.OUTDATED)]
    if len(_noted(marks)) > NOTES_SHOWN:
        # Otherwise each of them stands there in its own words.
        kinds.append((_careful, MarkKind.CAREFUL))
    return "".join(
        f"<span>{escape(said(_counted(of_kind, edited_at), times))}</span>"
        for said, kind in kinds
        if (of_kind := [mark for mark in marks if mark.kind == kind])
    )


def _noted(marks: Iterable[AnswerMark]) -> list[AnswerMark]:
    return sorted((mark for mark in marks if mark.note), key=lambda mark: (mark.at, mark.pk), reverse=True)


def _counted(marks: list[AnswerMark], edited_at: datetime | None) -> _Count:
    since = [mark for mark in marks if edited_at is None or mark.at >= edited_at]
    return _Count(len(since), len(marks) - len(since), max(mark.at for mark in since or marks))


def _works(count: _Count, times: Moments) -> str:
    if not count.since:
        return _before(
            ngettext(
                "Worked for %(count)d reader before the last edit, on %(date)s",
                "Worked for %(count)d readers before the last edit, last on %(date)s",
                count.before,
            ),
            count,
            times,
        )
    words = ngettext(
        "Works for %(count)d reader, on %(date)s",
        "Works for %(count)d readers, last on %(date)s",
        count.since,
    )
    return _since(words, count, times)


def _outdated(count: _Count, times: Moments) -> str:
    if not count.since:
        return _before(
            ngettext(
                "%(count)d reader called it outdated before the last edit, on %(date)s",
                "%(count)d readers called it outdated before the last edit, last on %(date)s",
                count.before,
            ),
            count,
            times,
        )
    words = ngettext(
        "%(count)d reader says it is outdated, on %(date)s",
        "%(count)d readers say it is outdated, last on %(date)s",
        count.since,
    )
    return _since(words, count, times)


def _careful(count: _Count, times: Moments) -> str:
    if not count.since:
        return _before(
            ngettext(
                "%(count)d reader asked for care before the last edit, on %(date)s",
                "%(count)d readers asked for care before the last edit, last on %(date)s",
                count.before,
            ),
            count,
            times,
        )
    words = ngettext(
        "%(count)d reader asks for care, on %(date)s",
        "%(count)d readers ask for care, last on %(date)s",
        count.since,
    )
    return _since(words, count, times)


def _before(words: str, count: _Count, times: Moments) -> str:
    return words % {"count": count.before, "date": times.date(count.last)}


def _since(words: str, count: _Count, times: Moments) -> str:
    said = words % {"count": count.since, "date": times.date(count.last)}
    if not count.before:
        return said
    older = ngettext(
        "%(count)d more before the last edit", "%(count)d more before the last edit", count.before
    )
    return f"{said} ({older % {'count': count.before}})"


def _note(mark: AnswerMark, edited_at: datetime | None, times: Moments) -> str:
    is_older = edited_at is not None and mark.at < edited_at
    if mark.kind == MarkKind.CAREFUL:
        words = _("Careful: “{note}” ({name}, {date})")
        if is_older:
            words = _("Careful, said before the last edit: “{note}” ({name}, {date})")
    else:
        words = _("Outdated: “{note}” ({name}, {date})")
        if is_older:
            words = _("Outdated, said before the last edit: “{note}” ({name}, {date})")
    page = f"/answers/{mark.answer_id}/marks/"
    symbol = tokens.icon("i-warn" if mark.kind == MarkKind.CAREFUL else "i-clock")
    parts = {
        "{name}": tokens.name(mark.member_id),
        "{date}": f'<a class="plain" href="{page}" rel="nofollow">{escape(times.date(mark.at))}</a>',
        # Last: whatever is typed in it stays as it was typed.
        "{note}": f"<bdi>{escape(tokens.plain(mark.note))}</bdi>",
    }
    text = escape(words)
    for place, part in parts.items():
        text = text.replace(place, part, 1)
    return f"{symbol} <span>{text}</span>"

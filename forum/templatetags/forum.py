"""Small parts of pages: icons, marks and faces as the cards draw them, and a look into a table of sentences."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from community.lib import clock, languages
from community.members.models import Member
from forum.models import Draft
from forum.queries import tokens
from forum.queries.fresh import fresh_ids
from forum.queries.moments import moments
from forum.queries.people import Person, former, picture_address
from forum.queries.rowmarkup import row_list
from forum.queries.rows import Row

register = template.Library()


@register.simple_tag
def icon(symbol: str) -> SafeString:
    """`{% icon "i-check" %}`: decoration; the words beside it say the same."""
    return mark_safe(tokens.icon_html(escape(symbol)))


@register.simple_tag
def mark(state: str) -> SafeString:
    """`{% mark row.state %}`: the sign of a question's state."""
    return mark_safe(tokens.mark_html(escape(state)))


@register.simple_tag
def face(who: Member | Person, classes: str = "face", size: int = 40) -> SafeString:
    """`{% face member %}`: picture or initials."""
    if isinstance(who, Person):
        return who.face(classes, size)
    if not getattr(who, "pk", None):
        return former().face(classes, size)
    return Person(who.pk, who.name, "", picture_address(who.picture), "", "").face(classes, size)


@register.simple_tag(takes_context=True)
def question_rows(
    context, rows: Iterable[Row], promises: Mapping[int, str] | str = "", show_board: bool | str = ""
) -> SafeString:
    """`{% question_rows page.rows promises True %}`: the list itself; what is missing counts as none.

    For a member at most one query says which of them hold something new since the last visit.
    """
    rows = list(rows)
    is_member = context.get("signed_in") and "request" in context
    # A list has read it with its rows; the front door does without.
    fresh = frozenset() if "home" in context else getattr(context.get("page"), "fresh", None)
    if fresh is None:
        is_asked = is_member and rows
        fresh = fresh_ids(context["request"].user, [row.id for row in rows]) if is_asked else frozenset()
    return row_list(rows, promises or {}, bool(show_board), fresh)


@register.filter
def of(table: dict, key: object) -> object:
    """`{{ promises|of:row.id }}`: what a table says about a row, or nothing."""
    return table.get(key, "") if isinstance(table, dict) else ""


@register.simple_tag
def site_time_zone() -> str:
    """The city whose clock the site shows."""
    return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")


@register.simple_tag
def clock_offset() -> int:
    """How far the demo's clock runs ahead, in milliseconds, for script that says "4 hours ago"."""
    return int(clock.offset().total_seconds() * 1000)


@register.simple_tag
def board_name(board) -> str:
    """The name of a board in the reader's language."""
    return board.name_in(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def stamp(moment: datetime) -> SafeString:
    """A moment as a <time>, in the site's zone."""
    return moments(get_language() or settings.LANGUAGE_CODE).stamp(moment)


@register.simple_tag
def language_name(code: str) -> str:
    """What a language calls itself."""
    return languages.name(code) if code else ""


@register.simple_tag
def kept_at(draft: Draft) -> SafeString:
    """When a draft was kept, as a <time> that script may shorten."""
    return moments(get_language() or settings.LANGUAGE_CODE).stamp(draft.kept_at)

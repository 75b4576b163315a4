"""What other pages show of the ladder: the promise in a sentence, the rungs, and the promises of a whole list."""

from collections.abc import Collection
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.lib import clock, markup
from community.members.models import Member
from forum.escalation import queries
from forum.escalation.ladder import Course, Rung
from forum.escalation.moments import said, zone_of
from forum.escalation.ways import Ways, ways_of
from forum.models import Answer, Question

register = template.Library()

# In letters: an answer that fits a phone is shown whole, of a longer one a screen.
SHOWN_WHOLE, BEGINNING = 900, 600


@register.inclusion_tag("escalation/promise.html", takes_context=True)
def promise(context, question: Question) -> dict:
    """ "You have an answer before Monday 12:30, from us if nobody else knows." Nothing when no clock runs."""
    return _promised(question, _viewer(context))


@register.simple_tag
def instead_of_waiting(question: Question) -> str:
    """Nobody answered on the page, and yet its asker was answered: empty unless webcare replied in private."""
    ladder = _ladder(question)
    return _("Webcare replied in private.") if ladder is not None and ladder.is_helped else ""


@register.inclusion_tag("escalation/promise.html")
def promise_to(question: Question, member: Member) -> dict:
    """The same to `member`, in their zone, on a page that knows its reader without their being signed in."""
    return _promised(question, member)


def _promised(question: Question, viewer: Member | None) -> dict:
    ladder = _ladder(question)
    return {
        "ladder": ladder,
        "is_asker": viewer is not None and viewer.pk == question.author_id,
        "by": _time(ladder.promise_at, viewer) if ladder and ladder.promise_at else "",
        "again": _time(ladder.again_at, viewer) if ladder and ladder.again_at else "",
        "missed": _time(ladder.missed_at, viewer) if ladder and ladder.missed_at else "",
    }


@register.inclusion_tag("escalation/ladder.html", takes_context=True)
def ladder(context, question: Question) -> dict:
    """The rungs as an ordered list: who was asked, who is being asked, who takes over and when."""
    found, viewer = _ladder(question), _viewer(context)
    rungs = [_rung(shown, found, viewer) for shown in found.rungs] if found else []
    return {"rungs": rungs, "public_line": found.public_line if found else "", "icons": context.get("icons")}


@register.inclusion_tag("escalation/next.html", takes_context=True)
def what_is_next(context, question: Question) -> dict:
    """The last line of the timeline: who is asked next and when, or by when webcare answers. Nothing when it rests."""
    found, viewer = _ladder(question), _viewer(context)
    if found is not None and found.again_at is not None:
        return {"text": _("Webcare writes again"), "moment": _time(found.again_at, viewer), "before": True}
    if found is None or found.course != Course.CLIMBING:
        return {"text": ""}
    ahead = next((shown for shown in found.rungs if shown.taken_at is None), None)
    if ahead is None:
        moment, text = found.promise_at, _("Webcare answers") if found.promise_at else ""
        return {"text": text, "moment": _time(moment, viewer) if moment else "", "before": True}
    texts = {
        Rung.HELPERS: _("Regular helpers are asked"),
        Rung.COLLEAGUES: _("Colleagues who know this are asked"),
        Rung.WEBCARE: _("Webcare takes it over"),
    }
    return {"text": texts.get(ahead.rung, ""), "moment": _time(ahead.due_at, viewer)}


@register.simple_tag
def promises_for(question_ids: Collection[int]) -> dict[int, str]:
    """`{% promises_for ids as promises %}`: per question the sentence of its promise, in one query."""
    now = clock.now()
    return {
        question_id: _("An answer before %(moment)s") % {"moment": said(moment, now)}
        for question_id, moment in queries.promises_for(question_ids).items()
    }


@register.simple_tag
def promise_times(question_ids: Collection[int]) -> dict[int, SafeString]:
    """`{% promise_times ids as times %}`: per question the bare moment of its promise, in one query."""
    return {key: _time(moment, None) for key, moment in queries.promises_for(question_ids).items()}


@register.inclusion_tag("escalation/still_not_solved.html", takes_context=True)
def still_not_solved(context, question: Question) -> dict:
    """For the asker, after a failed answer or a slipped promise: the one thing to do now."""
    return {
        "ways": _ways(context, question),
        "question": question,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("escalation/ways.html", takes_context=True)
def ways_on(context, question: Question) -> dict:
    """For the asker: found it myself, not yet, still not solved, urgent, in private; what fits the moment."""
    ways = _ways(context, question)
    return {
        "ways": ways,
        "offered": ways and ways.is_any,
        "question": question,
        "solved": question.state == "solved",
        # Then there is something to press "This solved it" under.
        "is_answered": ways and (ways.not_yet or ways.not_solved) and question.answer_count > 0,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def beginning_of(answer: Answer) -> str:
    """Enough of a long answer to recognise it; empty for one that can be shown whole."""
    words = markup.plain(answer.body_html, SHOWN_WHOLE + 1)
    return markup.plain(answer.body_html, BEGINNING) if len(words) > SHOWN_WHOLE else ""


@register.simple_tag(takes_context=True)
def reply_by(context, moment: datetime) -> SafeString:
    """ "You have a reply before Monday 12:30." In the reader's zone."""
    return format_html(_("You have a reply before {}."), _time(moment, _viewer(context)))


def _ways(context, question: Question) -> Ways | None:
    viewer = _viewer(context)
    if viewer is None or viewer.pk != question.author_id:
        return None
    return ways_of(question, viewer, _ladder(question), clock.now())


def _ladder(question: Question) -> queries.Ladder | None:
    """Read once a page, however many of these tags it has."""
    if not hasattr(question, "ladder_read"):
        question.ladder_read = queries.ladder_of(question)
    return question.ladder_read


def _viewer(context):
    """The signed-in reader; nobody is looked up for a page that visitors share."""
    return context["request"].user if context.get("signed_in") else None


def _time(moment, viewer) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), said(moment, clock.now(), zone_of(viewer))
    )


def _rung(shown: queries.Shown, found: queries.Ladder, viewer) -> dict:
    titles = {
        Rung.EVERYONE: _("Everyone"),
        Rung.HELPERS: _("Regular helpers"),
        Rung.COLLEAGUES: _("Colleagues who know this"),
        Rung.WEBCARE: _("Webcare"),
    }
    return {"title": titles[shown.rung], "state": shown.state, "text": _sentence(shown, found, viewer)}


def _sentence(shown: queries.Shown, found: queries.Ladder, viewer) -> SafeString:
    due = _time(shown.due_at, viewer)
    if shown.taken_at is None:
        if found.course == Course.PAUSED:
            waits = _("Waits until the question is complete.")
            return format_html("{}", _("Waits while the question is locked.") if found.is_locked else waits)
        if shown.rung == Rung.WEBCARE and found.promise_at:
            promised = _time(found.promise_at, viewer)
            return format_html(_("Takes over {}, answers before {}."), due, promised)
        return format_html(_("Will be asked {}."), due)
    taken = _time(shown.taken_at, viewer)
    if shown.rung == Rung.EVERYONE:
        return format_html(_("Since {}."), taken)
    if shown.rung == Rung.WEBCARE:
        return format_html(_("Has it since {}."), taken)
    if not shown.people:
        return format_html("{}", _("Nobody in this field could be asked."))
    return format_html(_("Asked {}."), taken)

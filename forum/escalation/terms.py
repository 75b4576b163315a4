"""A board's rules for its customers: what is answered, what not, when somebody is there, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils.dateformat import format as say
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.lib import markup
from forum.escalation import calendars, previewing, spans
from forum.escalation.calendars import WEEKDAYS
from forum.escalation.models import BusinessRules, Policy
from forum.escalation.validating import lines
from forum.models import Board
from forum.queries.doors import Way, ways_of

# Further ahead nobody plans.
DAYS_AHEAD = 366
# As far as customers plan; Christmas Day is named together with what follows it.
NAMED_AHEAD, FOLLOWING = timedelta(weeks=4), timedelta(weeks=1)
CLOSED_SHOWN = 6


@dataclass(frozen=True)
class TermsPage:
    """`answered` and `refused` are empty for a board that published no rules; `closed` are days to come."""

    board: Board
    name: str
    answered: SafeString
    refused: SafeString
    ways: list[Way]
    week: list[tuple[str, str]]
    zone: str
    closed: list[str]
    ladder: str
    again: str
    examples: list[str]


def terms_page(board: Board, language: str, now: datetime) -> TermsPage:
    """Three queries. What a board did not decide is said as the defaults it follows."""
    rules = BusinessRules.objects.filter(board=board).first()
    policy = Policy.objects.filter(board=board).first() or Policy(board=board)
    return TermsPage(
        board=board,
        name=board.name_in(language),
        answered=_written(rules.answered_in(language) if rules else ""),
        refused=_written(rules.refused_in(language) if rules else ""),
        ways=ways_of(board.pk, language),
        week=previewing.week_of(policy),
        # The city of "Europe/Amsterdam".
        zone=policy.time_zone.rpartition("/")[2].replace("_", " "),
        closed=list(islice(_closed(policy, language, now), CLOSED_SHOWN)),
        ladder=_ladder(policy),
        again=_again(policy),
        examples=previewing.examples(policy, now),
    )


def _written(text: str) -> SafeString:
    return mark_safe(markup.render(text) if text.strip() else "")


def _closed(policy: Policy, language: str, now: datetime) -> Iterator[str]:
    """The board's own closed days to come and the public holidays ahead, in order, where it would be open."""
    if policy.round_the_clock:
        return
    today = now.astimezone(policy.calendar().zone).date()
    own = {day for day in map(date.fromisoformat, lines(policy.closed_days)) if day >= today}
    days = dict.fromkeys(own, "") | dict(_holidays(policy, language, today, own))
    for day in sorted(days):
        said = say(day, "l j F Y")
        yield f"{said}: {days[day]}" if days[day] else said


def _holidays(policy: Policy, language: str, today: date, own: set[date]) -> Iterator[tuple[date, str]]:
    """Those of the coming weeks; when there are none, the next one with those that follow it closely."""
    until = today + NAMED_AHEAD
    found = False
    for days in range(DAYS_AHEAD):
        day = today + timedelta(days=days)
        if found and day > until:
            return
        name = calendars.holiday_name(policy.country, day, language)
        if name and day not in own and policy.hours.get(WEEKDAYS[day.weekday()]):
            until = until if found else max(until, day + FOLLOWING)
            found = True
            yield day, name


def _ladder(policy: Policy) -> str:
    """What happens when nobody answers, in one sentence with the board's own rungs and figures."""
    sentences = {
        (True, True): _(
            "Everyone reads your question at once; when nobody answers, we ask people who often know %(helpers)s "
            "and colleagues in that field %(colleagues)s, and %(webcare)s webcare takes it over and answers "
            "within %(reply)s."
        ),
        (True, False): _(
            "Everyone reads your question at once; when nobody answers, we ask people who often know %(helpers)s, "
            "and %(webcare)s webcare takes it over and answers within %(reply)s."
        ),
        (False, True): _(
            "Everyone reads your question at once; when nobody answers, we ask colleagues in that field "
            "%(colleagues)s, and %(webcare)s webcare takes it over and answers within %(reply)s."
        ),
        (False, False): _(
            "Everyone reads your question at once; when nobody answers, webcare takes it over %(webcare)s and "
            "answers within %(reply)s."
        ),
    }
    return sentences[policy.asks_helpers, policy.asks_colleagues] % {
        "helpers": spans.after(policy.helpers_after),
        "colleagues": spans.after(policy.colleagues_after),
        "webcare": spans.after(policy.webcare_after),
        "reply": spans.lasting(policy.reply_within),
    }


def _again(policy: Policy) -> str:
    said = _("Once webcare is at it, you hear from them again within %(again)s after each reply.")
    return said % {"again": spans.lasting(policy.again_within)}

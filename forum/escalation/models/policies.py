"""Policies: a board's opening hours and patience. A board without one follows the defaults."""

import hashlib
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.escalation import incidents
from forum.escalation.calendars import WEEKDAYS, calendar_of, known_country, known_zone
from forum.escalation.hours import Calendar
from forum.escalation.ladder import Patience
from forum.models import Board

OFFICE_HOURS = ["09:00", "17:30"]


def usual_hours() -> dict[str, list[str] | None]:
    """Monday to Friday, closed in the weekend."""
    return {day: (OFFICE_HOURS if day not in ("sat", "sun") else None) for day in WEEKDAYS}


def validate_hours(value: object) -> None:
    """Seven days, each closed (null) or an opening and a later closing time; open at least once a week."""
    if not isinstance(value, dict) or not set(value) <= set(WEEKDAYS):
        raise ValidationError(_("Give hours per day: mon, tue, wed, thu, fri, sat, sun."))
    for day, pair in value.items():
        if pair and not is_pair(pair):
            raise ValidationError(
                _("%(day)s: give an opening and a later closing time, such as 09:00 and 17:30."),
                params={"day": day},
            )
    if not any(value.values()):
        raise ValidationError(_("The board must be open at some moment of the week."))


def validate_zone(value: str) -> None:
    if not known_zone(value):
        raise ValidationError(_("This time zone is not known; write it as Europe/Amsterdam."))


def validate_country(value: str) -> None:
    if not known_country(value):
        raise ValidationError(_("This country's holidays are not known; write its two letters, such as NL."))


def validate_days(value: str) -> None:
    for line in lines(value):
        try:
            date.fromisoformat(line)
        except ValueError:
            raise ValidationError(
                _("%(day)s is no date; write it as 2026-12-24."), params={"day": line}
            ) from None


def validate_words(value: str) -> None:
    for line in lines(value):
        if not incidents.words_of(line):
            raise ValidationError(_("“%(word)s” holds no word."), params={"word": line})


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Policy(models.Model):
    """All waiting times are in minutes while the board is open, counted from the question."""

    board = models.OneToOneField(Board, models.CASCADE, related_name="+", verbose_name=_("board"))
    round_the_clock = models.BooleanField(
        _("always open"),
        default=False,
        help_text=_("Day and night, holidays too; the hours below are ignored."),
    )
    hours = models.JSONField(
        _("opening hours"),
        default=usual_hours,
        validators=[validate_hours],
        help_text=_('Per day the opening and closing time, as {"mon": ["09:00", "17:30"], "sun": null}.'),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Amsterdam", validators=[validate_zone]
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        default="NL",
        blank=True,
        validators=[validate_country],
        help_text=_("Its public holidays count as closed. Leave empty for none."),
    )
    closed_days = models.TextField(
        _("other closed days"),
        blank=True,
        validators=[validate_days],
        help_text=_("Days on which nobody is here, one date on each line, such as 2026-12-24."),
    )
    # Two hours: long enough for a follower to look in between two meetings.
    helpers_after = models.PositiveIntegerField(
        _("regular helpers are asked after"), default=120, help_text=_("Minutes of opening time.")
    )
    # Half a day: the crowd goes first, and colleagues still answer the same day.
    colleagues_after = models.PositiveIntegerField(
        _("colleagues are asked after"), default=240, help_text=_("Minutes of opening time.")
    )
    # A colleague who is silent for two hours is in a meeting or away: ask the next.
    next_colleagues_after = models.PositiveIntegerField(
        _("the next colleagues are asked after another"),
        default=120,
        validators=[MinValueValidator(5)],
        help_text=_("Minutes of opening time in which the first ones were silent."),
    )
    # A working day: nobody waits a second night without us.
    webcare_after = models.PositiveIntegerField(
        _("webcare takes over after"), default=480, help_text=_("Minutes of opening time.")
    )
    reply_within = models.PositiveIntegerField(
        _("webcare replies within"),
        default=120,
        validators=[MinValueValidator(5)],
        help_text=_("Minutes of opening time. The promise to the customer ends here."),
    )
    # Two days: the answer was tried by then. Five: once more, and then the asker is left in peace.
    remind_after_days = models.PositiveSmallIntegerField(
        _("the asker is asked whether it is solved after"),
        default=2,
        help_text=_("Days after an answer that was not accepted. 0 asks nothing."),
    )
    remind_again_after_days = models.PositiveSmallIntegerField(
        _("and once more after"), default=5, help_text=_("Days after that answer. 0 asks only once.")
    )
    incident_words = models.TextField(
        _("words of an incident"),
        blank=True,
        validators=[validate_words],
        help_text=_(
            "A question with one of these goes straight to webcare. One word or saying on each line, such as:"
            " gas leak."
        ),
    )
    # What the running climbs were planned with: when it differs, the sweep plans their open steps again.
    applied = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("ladder")
        verbose_name_plural = _("ladders")

    def __str__(self) -> str:
        return f"{self.board}"

    def clean(self) -> None:
        if not self.helpers_after <= self.colleagues_after <= self.webcare_after:
            raise ValidationError(_("Helpers come first, then colleagues, then webcare: check the minutes."))
        if self.remind_again_after_days and not 1 < self.remind_after_days + 1 < self.remind_again_after_days:
            raise ValidationError(
                {
                    "remind_again_after_days": _(
                        "Leave at least two days between the two questions to the asker."
                    )
                }
            )

    def patience(self) -> Patience:
        return Patience(
            helpers=timedelta(minutes=self.helpers_after),
            colleagues=timedelta(minutes=self.colleagues_after),
            next_colleagues=timedelta(minutes=self.next_colleagues_after),
            webcare=timedelta(minutes=self.webcare_after),
            reply=timedelta(minutes=self.reply_within),
        )

    def calendar(self) -> Calendar:
        closed = [date.fromisoformat(line) for line in lines(self.closed_days)]
        return calendar_of(self.time_zone, None if self.round_the_clock else self.hours, self.country, closed)

    def speaks_of_incident(self, text: str) -> bool:
        """Whether one of the board's words stands in the text, however it is written."""
        return incidents.found_in(text, lines(self.incident_words))

    def terms(self) -> str:
        """All that decides about due moments, as a digest to compare."""
        hours = "always" if self.round_the_clock else [self.hours.get(day) for day in WEEKDAYS]
        minutes = [
            self.helpers_after, self.colleagues_after, self.next_colleagues_after, self.webcare_after, self.reply_within
        ]  # fmt: skip
        terms = [self.time_zone, self.country, hours, lines(self.closed_days), minutes]
        return hashlib.sha256(repr(terms).encode()).hexdigest()


def is_pair(pair: object) -> bool:
    """Whether it is an opening and a later closing time, as "09:00" and "17:30"; the day ends at "24:00"."""
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(moment, str) for moment in pair):
        return False
    try:
        opening = time.fromisoformat(pair[0])
        closing = None if pair[1] == "24:00" else time.fromisoformat(pair[1])
    except ValueError:
        return False
    return closing is None or opening < closing

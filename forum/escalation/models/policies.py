"""Policies: a board's opening hours and patience. A board without one follows the defaults."""

import hashlib
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.escalation import incidents
from forum.escalation.calendars import WEEKDAYS, calendar_of
from forum.escalation.hours import Calendar, NeverOpen, opening_on
from forum.escalation.ladder import Patience, Rung
from forum.escalation.validating import (
    lines,
    validate_country,
    validate_days,
    validate_hours,
    validate_words,
    validate_zone,
)
from forum.models import Board

OFFICE_HOURS = ["09:00", "17:30"]
# Closed for longer than this at a stretch can not be meant, and comes near to where calendars give up.
LONGEST_CLOSED = timedelta(days=365)


def usual_hours() -> dict[str, list[str] | None]:
    """Monday to Friday, closed in the weekend."""
    return {day: (OFFICE_HOURS if day not in ("sat", "sun") else None) for day in WEEKDAYS}


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
    asks_helpers = models.BooleanField(
        _("regular helpers are asked"),
        default=True,
        help_text=_("Customers who often know. Without them the others are still asked at their own time."),
    )
    # Enough that one of them has time, few enough that being asked still means something.
    helpers_at_a_time = models.PositiveSmallIntegerField(
        _("how many helpers at most"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    asks_colleagues = models.BooleanField(
        _("colleagues are asked"),
        default=True,
        help_text=_("Employees in that field. Without them the others are still asked at their own time."),
    )
    # More would feel like a mailing list, and everybody would wait for the others.
    colleagues_at_a_time = models.PositiveSmallIntegerField(
        _("how many colleagues at a time"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
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
    # A working day: who wrote to us knows tomorrow how it stands, even when it is not done.
    again_within = models.PositiveIntegerField(
        _("after a reply on a case the customer hears from webcare again within"),
        default=510,
        validators=[MinValueValidator(5)],
        help_text=_("Minutes of opening time."),
    )
    # A week: what breaks again has broken by then.
    check_after_days = models.PositiveSmallIntegerField(
        _("the asker is asked whether it is still solved after"),
        default=7,
        help_text=_("Days after the solution. 0 never asks."),
    )
    check_closes_after_days = models.PositiveSmallIntegerField(
        _("silence closes that question as unconfirmed after"),
        default=14,
        validators=[MinValueValidator(1)],
        help_text=_("Days after it was asked."),
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
        asked = [self.helpers_after] * self.asks_helpers + [self.colleagues_after] * self.asks_colleagues
        if [*asked, self.webcare_after] != sorted([*asked, self.webcare_after]):
            raise ValidationError(_("Helpers come first, then colleagues, then webcare: check the minutes."))
        self._check_that_it_opens()
        if self.remind_again_after_days and not 1 < self.remind_after_days + 1 < self.remind_again_after_days:
            raise ValidationError(
                {
                    "remind_again_after_days": _(
                        "Leave at least two days between the two questions to the asker."
                    )
                }
            )

    def _check_that_it_opens(self) -> None:
        """Every stretch of closed days has an end; faults of a single field are told by its own validators."""
        when_open = ("round_the_clock", "hours", "time_zone", "country", "closed_days")
        try:
            self.clean_fields(
                exclude=[field.name for field in self._meta.fields if field.name not in when_open]
            )
        except ValidationError:
            return
        calendar, opens = self.calendar(), date.min
        for day in sorted(date.fromisoformat(line) for line in lines(self.closed_days)):
            if day <= opens:
                continue
            try:
                opens = opening_on(day, calendar).astimezone(calendar.zone).date()
            except NeverOpen:
                opens = date.max
            if opens - day > LONGEST_CLOSED:
                raise ValidationError(
                    {"closed_days": _("The board would be closed for more than a year: take days away here.")}
                )

    def at_a_time(self, rung: Rung) -> int:
        """How many people the rung asks together; none when this board leaves it out."""
        if rung == Rung.HELPERS:
            return self.helpers_at_a_time if self.asks_helpers else 0
        return self.colleagues_at_a_time if self.asks_colleagues else 0

    def left_out(self) -> frozenset[Rung]:
        """The rungs this board skips."""
        return frozenset(rung for rung in (Rung.HELPERS, Rung.COLLEAGUES) if not self.at_a_time(rung))

    def patience(self) -> Patience:
        return Patience(
            helpers=timedelta(minutes=self.helpers_after),
            colleagues=timedelta(minutes=self.colleagues_after),
            next_colleagues=timedelta(minutes=self.next_colleagues_after),
            webcare=timedelta(minutes=self.webcare_after),
            reply=timedelta(minutes=self.reply_within),
            left_out=self.left_out(),
        )

    def again_within_time(self) -> timedelta:
        """After a reply on a case the customer hears from webcare again within this opening time."""
        return timedelta(minutes=self.again_within)

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
        terms = [
            self.time_zone,
            self.country,
            hours,
            lines(self.closed_days),
            minutes,
            *sorted(self.left_out()),
        ]
        return hashlib.sha256(repr(terms).encode()).hexdigest()

"""Stretches of opening time in words: "8 hours and 30 minutes", "after 2 hours", "at once"."""

from datetime import timedelta

from django.utils.translation import gettext as _

from forum.queries.moments import duration


def lasting(minutes: int) -> str:
    """ "8 hours and 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    if not hours or not rest:
        return duration(timedelta(minutes=minutes)) if hours < 24 or rest else _hours(hours)
    joined = _("%(hours)s and %(minutes)s")
    return joined % {"hours": _hours(hours), "minutes": duration(timedelta(minutes=rest))}


def after(minutes: int) -> str:
    """ "after 2 hours"; no time at all is "at once"."""
    return _("after %(time)s") % {"time": lasting(minutes)} if minutes else _("at once")


def _hours(hours: int) -> str:
    # Opening time: a day of it is no day of twenty-four hours.
    return duration(timedelta(hours=hours)) if hours < 24 else _("%(count)d hours") % {"count": hours}

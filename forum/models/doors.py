"""Doors: where else a question can go that is not answered here."""

import re
from urllib.parse import urlsplit

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forum.models.boards import Board

_TELEPHONE = re.compile(r"tel:\+?[0-9][0-9() .-]{2,30}")
_MAIL = re.compile(r"mailto:[^\s@<>\"'?&]+@[^\s@<>\"'?&]+\.[^\s@<>\"'?&]+")
# White space, control characters and what browsers read as a slash make an address another one than it looks.
_TRICKS = re.compile(r"[\x00-\x20\x7f\\]")


def safe_link(link: str) -> str:
    """The address when it is http(s), a path of this site, a telephone number or a mail address; otherwise nothing."""
    link = link.strip()
    if _TELEPHONE.fullmatch(link):
        return link
    if _TRICKS.search(link):
        return ""
    if _MAIL.fullmatch(link) or (link.startswith("/") and not link.startswith("//")):
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


class DoorQuerySet(models.QuerySet):
    def offered_on(self, board_id: int) -> "DoorQuerySet":
        """The doors of a board, its own first, then those of every board."""
        offered = self.filter(Q(board=board_id) | Q(board=None), retired_at=None)
        return offered.order_by(F("board").asc(nulls_last=True), "position", "name", "pk")


class Door(models.Model):
    """A way to people who can help: an address on the web, a telephone number, or words alone."""

    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("board"),
        help_text=_("Leave it empty for a door of every board."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=80)
    name_nl = models.CharField(_("name in Dutch"), max_length=80, blank=True)
    line = models.CharField(_("what it is for"), max_length=200)
    line_nl = models.CharField(_("what it is for, in Dutch"), max_length=200, blank=True)
    # An http(s) address, a path of this site, or tel: and mailto:.
    link = models.CharField(_("address"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)

    objects = DoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("door")
        verbose_name_plural = _("doors")

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Safe to follow, or empty: a door of words alone."""
        return safe_link(self.link)

    def name_in(self, language: str) -> str:
        return self.name_nl if language == "nl" and self.name_nl else self.name

    def line_in(self, language: str) -> str:
        return self.line_nl if language == "nl" and self.line_nl else self.line

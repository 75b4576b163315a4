"""Expertise: member × tag or board, confirmed by someone; the only licence to answer officially."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.tags.models import Tag
from forum.models.boards import Board


class ExpertiseQuerySet(models.QuerySet):
    def confirmed(self) -> "ExpertiseQuerySet":
        return self.filter(confirmed_at__isnull=False)


class Expertise(models.Model):
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="expertise", verbose_name=_("member")
    )
    tag = models.ForeignKey(
        Tag, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("tag")
    )
    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("board")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # None beside a moment: earned by accepted answers.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        constraints = [
            models.UniqueConstraint(fields=["member", "tag"], name="expertise_tag_once"),
            models.UniqueConstraint(fields=["member", "board"], name="expertise_board_once"),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, board=None) | Q(tag=None, board__isnull=False),
                name="expertise_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(confirmed_by=None),
                name="expertise_confirmed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} knows {self.tag or self.board}"

    def is_confirmed(self, now: datetime) -> bool:
        return self.confirmed_at is not None and self.confirmed_at <= now

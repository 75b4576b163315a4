"""Causes: the words by which a company counts what goes wrong."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from community.members.models import Department


class Cause(models.Model):
    name = models.CharField(_("cause"), max_length=120)
    # Whose it usually is.
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        constraints = [models.UniqueConstraint(Lower("name"), name="cause_once")]

    def __str__(self) -> str:
        return self.name

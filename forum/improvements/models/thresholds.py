"""From how many on the software proposes an improvement; one row, which a manager changes in the admin."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Thresholds(models.Model):
    # Ten people who took the trouble to press a button stand for hundreds who did not.
    me_toos = models.PositiveSmallIntegerField(
        _("“me too” on one question"), default=10, validators=[MinValueValidator(2)]
    )
    # One fault that is explained five times in a week is cheaper to mend.
    of_one_cause = models.PositiveSmallIntegerField(
        _("questions with one cause in a week"), default=5, validators=[MinValueValidator(2)]
    )

    class Meta:
        verbose_name = _("when improvements are proposed")
        verbose_name_plural = _("when improvements are proposed")

    def __str__(self) -> str:
        return f"{self.me_toos}, {self.of_one_cause}"

    @classmethod
    def current(cls) -> "Thresholds":
        """The row, or the defaults while there is none."""
        return cls.objects.order_by("pk").first() or cls()

"""Beside a case: notes among colleagues, who watches it, and which other cases it belongs with."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from forum.webcare.models.cases import Case


class Note(models.Model):
    """What colleagues say to each other beside a case; customers never see it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    body = models.TextField()
    body_html = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="note_case")]

    def __str__(self) -> str:
        return f"note {self.pk} on case {self.case_id}"


class CaseWatch(models.Model):
    """Somebody of the desk who is told what happens to the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="watches")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="case_watched_once")]

    def __str__(self) -> str:
        return f"{self.member_id} watches case {self.case_id}"


class CaseLink(models.Model):
    """Two cases that belong together; stored once, the older case first."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="case_linked_once"),
            models.CheckConstraint(condition=Q(case__lt=F("other")), name="case_link_older_first"),
        ]
        indexes = [models.Index(fields=["other"], name="case_link_other")]

    def __str__(self) -> str:
        return f"case {self.case_id} with {self.other_id}"

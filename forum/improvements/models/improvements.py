"""Improvements: what a company changes because of what it heard, with who looks after it and what everyone reads."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.members.models import Department
from forum.improvements.models.causes import Cause
from forum.models import Question


class State(models.TextChoices):
    # By the software, for a manager to look at; the public sees it from "heard" on.
    PROPOSED = "proposed", _("proposed")
    DISMISSED = "dismissed", _("not taken up")
    HEARD = "heard", _("heard")
    LOOKING = "looking", _("looking into it")
    DOING = "doing", _("working on it")
    DONE = "done", _("done")
    NOT_DOING = "not_doing", _("staying as it is")


PUBLIC = (State.HEARD, State.LOOKING, State.DOING, State.DONE, State.NOT_DOING)
OPEN = (State.HEARD, State.LOOKING, State.DOING)


class ImprovementQuerySet(models.QuerySet):
    def public(self) -> "ImprovementQuerySet":
        return self.filter(state__in=PUBLIC)

    def open(self) -> "ImprovementQuerySet":
        return self.filter(state__in=OPEN)

    def proposed(self) -> "ImprovementQuerySet":
        return self.filter(state=State.PROPOSED)


class Improvement(models.Model):
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, related_name="improvements")
    title = models.CharField(max_length=150)
    title_nl = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    state_at = models.DateTimeField()
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What everyone reads about the state it is in.
    public_line = models.CharField(max_length=500, blank=True)
    public_line_nl = models.CharField(max_length=500, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    # "me-too:12" or "cause:3:2026-W47": why the software proposed it; each reason proposes once.
    proposed_for = models.CharField(max_length=60, null=True, unique=True)
    questions = models.ManyToManyField(Question, through="ImprovementQuestion", related_name="+")

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | ~Q(public_line=""), name="improvement_public_has_line"
            ),
        ]
        indexes = [
            models.Index(fields=["-state_at", "-id"], name="improvement_newest"),
            models.Index(fields=["state", "-state_at", "-id"], name="improvement_state"),
            models.Index(fields=["department", "state"], name="improvement_department"),
        ]

    def __str__(self) -> str:
        return self.title_in(translation.get_language() or "en")

    @property
    def subject(self) -> str:
        return f"improvement:{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    def title_in(self, language: str) -> str:
        """One named after a question that was removed has no name of its own any more."""
        named = self.title_nl if language == "nl" and self.title_nl else self.title
        if named:
            return named
        with translation.override(language):
            return str(_("What many people asked"))

    @property
    def is_named_in_dutch_only(self) -> bool:
        """Its name is kept in both columns then, for a title is read as it is where there is no other."""
        return bool(self.title_nl) and self.title == self.title_nl

    def other_language(self, language: str) -> str:
        """The language its title is in when that is not the reader's; otherwise empty."""
        if not self.title:
            return ""
        named = "nl" if self.is_named_in_dutch_only or (language == "nl" and self.title_nl) else "en"
        return "" if named == language else named

    def line_in(self, language: str) -> str:
        return self.public_line_nl if language == "nl" and self.public_line_nl else self.public_line

    def path(self) -> str:
        return f"/improvements/{self.pk}/"


class ImprovementQuestion(models.Model):
    """A question whose trouble the improvement takes away."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="gathered")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "question"], name="improvement_question_once")
        ]
        indexes = [models.Index(fields=["question"], name="improvement_question")]

    def __str__(self) -> str:
        return f"{self.question_id} in {self.improvement_id}"


class ImprovementNote(models.Model):
    """A dated word by whoever works on it; public ones stand on its page."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    body = models.CharField(max_length=1000)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["improvement", "at"], name="improvement_note_at")]

    def __str__(self) -> str:
        return f"note {self.pk} on {self.improvement_id}"


class Change(models.Model):
    """A change of state that people are told about. The job remembers how far it came, so that it can be killed."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    line = models.CharField(max_length=500)
    line_nl = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    # Everyone up to this member was told.
    told_up_to = models.BigIntegerField(default=0)
    told_count = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["improvement", "number"], name="change_number")]
        indexes = [models.Index(fields=["at"], name="change_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.improvement_id}: {self.state}"

    def line_in(self, language: str) -> str:
        return self.line_nl if language == "nl" and self.line_nl else self.line

"""Climbs: how far a question came on the ladder and when more is due; and the steps, planned and taken."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from forum.escalation.ladder import Course, Rung
from forum.models import Question

RUNGS = [(rung.value, rung.value) for rung in Rung]
COURSES = [(course.value, course.value) for course in Course]


class ClimbQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "ClimbQuerySet":
        return self.filter(next_due_at__lte=now)

    def to_wake(self, now: datetime) -> "ClimbQuerySet":
        """At rest, but the asker asked back and had no reply in time."""
        return self.filter(wake_due_at__lte=now)

    def to_remind(self, now: datetime) -> "ClimbQuerySet":
        return self.filter(remind_due_at__lte=now)


class Climb(models.Model):
    """A question's climb. The clock runs while `running_since` is set, and stands still otherwise."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="+")
    rung = models.CharField(max_length=10, choices=RUNGS, default=Rung.EVERYONE.value)
    course = models.CharField(max_length=10, choices=COURSES)
    started_at = models.DateTimeField()
    # Opening time used up before `running_since`.
    spent = models.DurationField(default=timedelta())
    running_since = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)
    rested_at = models.DateTimeField(null=True)
    # The asker said at this moment that what there was did not help: only answers from after it count.
    called_at = models.DateTimeField(null=True)
    # The latest promise that slipped, and how many did.
    promise_missed_at = models.DateTimeField(null=True)
    promises_missed = models.PositiveSmallIntegerField(default=0)

    # The terms of the policy its open steps were planned with.
    planned_with = models.CharField(max_length=64, blank=True)
    # While it rests: the asker asked back, and by then somebody must have replied or it climbs on.
    wake_due_at = models.DateTimeField(null=True)
    # While it rests without a solution: when the asker is asked whether it is solved, how often that was done.
    remind_due_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    objects = ClimbQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(course="climbing", running_since__isnull=False)
                | (~Q(course="climbing") & Q(running_since=None, next_due_at=None, promise_at=None)),
                name="climb_clock_runs_while_climbing",
            ),
            models.CheckConstraint(
                condition=Q(course="resting") | Q(wake_due_at=None, remind_due_at=None),
                name="climb_waits_while_resting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_at", "id"], name="climb_due", condition=Q(next_due_at__isnull=False)
            ),
            models.Index(
                fields=["wake_due_at", "id"], name="climb_wake", condition=Q(wake_due_at__isnull=False)
            ),
            models.Index(
                fields=["remind_due_at", "id"], name="climb_remind", condition=Q(remind_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"climb of {self.question_id}: {self.rung}, {self.course}"


class Step(models.Model):
    """One step of a climb: planned with its due moment, later taken."""

    climb = models.ForeignKey(Climb, models.CASCADE, related_name="steps")
    rung = models.CharField(max_length=10, choices=RUNGS)
    # Colleagues are asked a few at a time: number 0 are the first few.
    number = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    # It fell due, but when the sweep came by an answer had come meanwhile: nobody was asked any more.
    missed_at = models.DateTimeField(null=True)
    # How many were asked; None for everyone.
    people = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["climb", "rung", "number"], name="step_once"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(missed_at=None), name="step_taken_or_missed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rung} {self.number}"

"""Links between questions: one speaks of another, or asks the same."""

from django.db import models

from forum.models.questions import Question


class LinkKind(models.TextChoices):
    LINKED = "linked"
    DUPLICATE = "duplicate"


class QuestionLink(models.Model):
    source = models.ForeignKey(Question, models.CASCADE, related_name="links")
    target = models.ForeignKey(Question, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="question_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

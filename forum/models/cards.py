"""Cards: a post as it stands on the page, rendered when written, one per language, with tokens for people."""

from django.db import models

from forum.models.answers import Answer
from forum.models.questions import Question


class Card(models.Model):
    """The HTML of one question or answer with its comments. A member's name and face are filled at assembly."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="cards")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="cards")
    language = models.CharField(max_length=8)
    html = models.TextField()
    # The ids of the members whose names stand in it.
    people = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language"], condition=models.Q(answer=None), name="card_question_once"
            ),
            models.UniqueConstraint(fields=["answer", "language"], name="card_answer_once"),
        ]

    def __str__(self) -> str:
        return f"card {self.answer_id or self.question_id} {self.language}"

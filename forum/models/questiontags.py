"""Which tags a question bears."""

from django.db import models

from community.tags.models import Tag
from forum.models.questions import Question


class QuestionTag(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "tag"], name="question_tag_once")]
        indexes = [models.Index(fields=["tag", "-question"], name="question_tag_tag")]

    def __str__(self) -> str:
        return f"{self.question_id} #{self.tag_id}"

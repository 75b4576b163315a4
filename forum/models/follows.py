"""Follows: who wants to hear about a question, a tag or a board."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.tags.models import Tag
from forum.models.boards import Board
from forum.models.questions import Question


class Follow(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="follows")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="+")
    board = models.ForeignKey(Board, models.CASCADE, null=True, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "question"], name="follow_question_once"),
            models.UniqueConstraint(fields=["member", "tag"], name="follow_tag_once"),
            models.UniqueConstraint(fields=["member", "board"], name="follow_board_once"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, tag=None, board=None)
                | Q(question=None, tag__isnull=False, board=None)
                | Q(question=None, tag=None, board__isnull=False),
                name="follow_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} follows"

"""Follows: who wants to hear about a question, a tag, a board or a member."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from community.tags.models import Tag
from forum.models.boards import Board
from forum.models.questions import Question


class Follow(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="follows")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="+")
    board = models.ForeignKey(Board, models.CASCADE, null=True, related_name="follows")
    followed = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "question"], name="follow_question_once"),
            models.UniqueConstraint(fields=["member", "tag"], name="follow_tag_once"),
            models.UniqueConstraint(fields=["member", "board"], name="follow_board_once"),
            models.UniqueConstraint(fields=["member", "followed"], name="follow_member_once"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, tag=None, board=None, followed=None)
                | Q(question=None, tag__isnull=False, board=None, followed=None)
                | Q(question=None, tag=None, board__isnull=False, followed=None)
                | Q(question=None, tag=None, board=None, followed__isnull=False),
                name="follow_one_thing",
            ),
            models.CheckConstraint(condition=~Q(member=F("followed")), name="follow_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} follows"

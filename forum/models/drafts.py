"""Drafts: what someone is writing, kept until it is posted, thrown away or forgotten."""

import re

from django.conf import settings
from django.db import models

from community.members.models import Member
from forum.models.answers import Answer
from forum.models.comments import Comment
from forum.models.questions import Question

ASK = "ask"
_PLACE = re.compile(r"ask|answer:\d{1,18}|(comment|edit):(question|answer):\d{1,18}|edit:comment:\d{1,18}")


def place_of_answer(question_id: int) -> str:
    return f"answer:{question_id}"


def place_of_comment(post: Question | Answer) -> str:
    return f"comment:{post.subject}"


def place_of_edit(post: Question | Answer | Comment) -> str:
    return f"edit:{post.subject}"


def is_place(place: str) -> bool:
    """Whether there is something to be written under this name."""
    return _PLACE.fullmatch(place) is not None


class DraftQuerySet(models.QuerySet):
    def of(self, member: Member, place: str) -> "Draft | None":
        return self.filter(member=member, place=place).first()


class Draft(models.Model):
    """The fields of one unsent form, one row per member and place: "ask", "answer:7", "edit:question:7"."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="draft_once")]
        indexes = [models.Index(fields=["kept_at"], name="draft_kept_at")]

    def __str__(self) -> str:
        return f"{self.place} of {self.member_id}"

    def path(self) -> str:
        """The page on which it is written."""
        kind, _, subject = self.place.partition(":")
        if kind == ASK:
            return "/questions/ask/"
        if kind == "answer":
            return f"/questions/{subject}/"
        noun, _, number = subject.partition(":")
        return f"/{noun}s/{number}/{'comments' if kind == 'comment' else 'edit'}/"

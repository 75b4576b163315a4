"""Answers: accepted by the asker, official by an employee within their expertise, or both."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.members.models import Department, Member
from forum.models.posts import Post, PostQuerySet
from forum.models.questions import Question


class AnswerQuerySet(PostQuerySet):
    def visible_to(self, member: Member | None) -> "AnswerQuerySet":
        if member is None or not member.is_authenticated:
            return self.filter(hidden_at=None, question__hidden_at=None)
        if member.is_moderator or member.is_manager:
            return self.all()
        own = Q(author=member, removed_at=None)
        of_own = Q(question__author=member, question__removed_at=None)
        return self.filter(Q(hidden_at=None) | own).filter(Q(question__hidden_at=None) | of_own)


class Answer(Post):
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    score = models.IntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)

    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # How often it was accepted: each time is a subject of its own in the ledger.
    acceptances = models.PositiveSmallIntegerField(default=0)

    # Whose official answer it is; an employee may make a customer's answer official.
    official_for = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    official_at = models.DateTimeField(null=True)
    official_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # "Works here, speaking personally": written by an employee outside their expertise.
    personal = models.BooleanField(default=False)
    # Owned by the community: everyone who may comment may edit it, and it earns nobody points.
    communal_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            *Post.constraints("answer"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(accepted_by=None), name="answer_accepted_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(official_at__isnull=False) | Q(official_by=None, official_for=None),
                name="answer_official_by_and_at",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "created_at"], name="answer_question"),
            models.Index(fields=["author", "-created_at"], name="answer_author"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.question_id}"

    @property
    def subject(self) -> str:
        return f"answer:{self.pk}"

    def path(self) -> str:
        return f"/answers/{self.pk}/"

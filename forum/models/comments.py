"""Comments: short words under a question or an answer."""

from django.db import models

from community.members.models import Member
from forum.models.answers import Answer
from forum.models.posts import Post, PostQuerySet
from forum.models.questions import Question


class CommentQuerySet(PostQuerySet):
    def visible_to(self, member: Member | None) -> "CommentQuerySet":
        if member is not None and member.is_authenticated and (member.is_moderator or member.is_manager):
            return self.all()
        shown = models.Q(hidden_at=None)
        if member is not None and member.is_authenticated:
            shown |= models.Q(author=member, removed_at=None)
        return self.filter(shown, question__in=Question.objects.visible_to(member))


class Comment(Post):
    # The thread is always named, so that one query reads all comments of a page.
    question = models.ForeignKey(Question, models.CASCADE, related_name="comments")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="comments")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = Post.constraints("comment")
        indexes = [models.Index(fields=["question", "created_at"], name="comment_question")]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.question_id}"

    @property
    def subject(self) -> str:
        return f"comment:{self.pk}"

"""Questions, their tags and the links between them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from community.tags.models import Tag
from forum.models.boards import Board
from forum.models.posts import Post, PostQuerySet


class Status(models.TextChoices):
    """What a person decided about a question; answered and solved follow from its answers."""

    OPEN = "open", _("open")
    NEEDS_INFO = "needs_info", _("needs information")
    DUPLICATE = "duplicate", _("asked before")
    CLOSED = "closed", _("closed")


class QuestionQuerySet(PostQuerySet):
    def visible_to(self, member: Member | None) -> "QuestionQuerySet":
        """The gate of every reading: hidden questions are for moderators and for their own author."""
        if member is None or not member.is_authenticated:
            return self.filter(hidden_at=None)
        if member.is_moderator or member.is_manager:
            return self.all()
        return self.filter(Q(hidden_at=None) | Q(author=member))

    def open(self) -> "QuestionQuerySet":
        return self.filter(status=Status.OPEN)

    def unanswered(self) -> "QuestionQuerySet":
        return self.open().filter(answer_count=0)

    def unsolved(self) -> "QuestionQuerySet":
        return self.open().filter(accepted_count=0)

    def solved(self) -> "QuestionQuerySet":
        return self.filter(accepted_count__gt=0)

    def asked_before(self, moment: datetime) -> "QuestionQuerySet":
        return self.filter(created_at__lt=moment)


class Question(Post):
    board = models.ForeignKey(Board, models.PROTECT, related_name="questions")
    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=80)
    # Guessed from the words by a job, until a person says it (`language_chosen`).
    language = models.CharField(max_length=8, blank=True)
    language_chosen = models.BooleanField(default=False)
    language_due_at = models.DateTimeField(null=True)
    tags = models.ManyToManyField(Tag, through="QuestionTag", related_name="questions")

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    status_reason = models.CharField(max_length=300, blank=True)
    status_at = models.DateTimeField(null=True)
    status_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")

    # Cached numbers; `manage.py recount_questions` gives the same.
    score = models.IntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    accepted_count = models.PositiveSmallIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    me_too_count = models.PositiveIntegerField(default=0)
    view_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField()
    # "native", or how it came in otherwise: such history sends no mail and climbs no ladder until a person acts.
    origin = models.CharField(max_length=8, default="native")
    index_due_at = models.DateTimeField(null=True)
    # Set by every act of a person: whoever follows a question's course looks at it again and clears it.
    watch_due_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = Post.constraints("question")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="question_newest", condition=Q(hidden_at=None)),
            models.Index(fields=["board", "-created_at", "-id"], name="question_board_newest"),
            models.Index(
                fields=["-created_at", "-id"],
                name="question_unanswered",
                condition=Q(hidden_at=None, status="open", answer_count=0),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="question_solved",
                condition=Q(hidden_at=None, accepted_count__gt=0),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="question_unsolved",
                condition=Q(hidden_at=None, status="open", accepted_count=0),
            ),
            models.Index(
                fields=["language", "-created_at", "-id"],
                name="question_language_newest",
                condition=Q(hidden_at=None),
            ),
            models.Index(fields=["-active_at", "-id"], name="question_active", condition=Q(hidden_at=None)),
            models.Index(
                fields=["board", "-active_at", "-id"],
                name="question_board_active",
                condition=Q(hidden_at=None),
            ),
            models.Index(
                fields=["language", "-active_at", "-id"],
                name="question_language_active",
                condition=Q(hidden_at=None),
            ),
            models.Index(
                fields=["-me_too_count", "-created_at", "-id"],
                name="question_most_asked",
                condition=Q(hidden_at=None),
            ),
            models.Index(
                fields=["language_due_at"],
                name="question_language_due",
                condition=Q(language_due_at__isnull=False),
            ),
            models.Index(fields=["author", "-created_at"], name="question_author"),
            models.Index(
                fields=["index_due_at"], name="question_index_due", condition=Q(index_due_at__isnull=False)
            ),
            models.Index(
                fields=["watch_due_at"], name="question_watch_due", condition=Q(watch_due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """open, answered, solved, needs_info, duplicate or closed: what its marks and sentences say."""
        if self.status in (Status.DUPLICATE, Status.CLOSED):
            return self.status
        if self.accepted_count:
            return "solved"
        if self.status == Status.NEEDS_INFO:
            return self.status
        return "answered" if self.answer_count else "open"

    @property
    def subject(self) -> str:
        return f"question:{self.pk}"

    def path(self) -> str:
        return f"/questions/{self.pk}/{self.slug}/"


# What follows a question's number in other addresses.
TAKEN_SLUGS = frozenset({"answers", "comments", "edit", "follow", "join", "language", "news", "seen", "vote"})


def slug_of(title: str) -> str:
    """The readable end of a question's address; never empty, never the name of another page."""
    slug = slugify(title)[:70].strip("-") or "question"
    return f"{slug}-question" if slug in TAKEN_SLUGS else slug


class QuestionTag(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "tag"], name="question_tag_once")]
        indexes = [models.Index(fields=["tag", "-question"], name="question_tag_tag")]

    def __str__(self) -> str:
        return f"{self.question_id} #{self.tag_id}"


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

"""Questions, their tags and the links between them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from community.tags.models import Tag
from forum.models.boards import Board
from forum.models.doors import Door
from forum.models.posts import Post, PostQuerySet


class Status(models.TextChoices):
    """What a person decided; answered and solved follow from the answers, but who asked may say "solved" as well."""

    OPEN = "open", _("open")
    SOLVED = "solved", _("solved")
    NEEDS_INFO = "needs_info", _("needs information")
    DUPLICATE = "duplicate", _("asked before")
    CLOSED = "closed", _("closed")


class CloseReason(models.TextChoices):
    """Why a question takes no answers; what the reader is told stands beside it in words."""

    NO_REPLY = "no_reply", _("the asker did not come back")
    NOT_NEEDED = "not_needed", _("the asker no longer needs an answer")
    ELSEWHERE = "elsewhere", _("this is answered somewhere else")
    NOT_HERE = "not_here", _("this is not for here")
    UNCLEAR = "unclear", _("nobody can tell what is asked")
    OUTDATED = "outdated", _("it is no longer so")
    OTHER = "other", _("another reason")


class QuestionQuerySet(PostQuerySet):
    def visible_to(self, member: Member | None) -> "QuestionQuerySet":
        """The gate of every reading: hidden questions are for moderators and for their own author."""
        if member is None or not member.is_authenticated:
            return self.filter(hidden_at=None)
        if member.is_moderator or member.is_manager:
            return self.all()
        return self.filter(Q(hidden_at=None) | Q(author=member, removed_at=None))

    def listed(self) -> "QuestionQuerySet":
        """What lists, searches, feeds and site maps show: neither hidden nor kept out of lists."""
        return self.filter(hidden_at=None, unlisted_at=None)

    def open(self) -> "QuestionQuerySet":
        return self.filter(status=Status.OPEN)

    def unanswered(self) -> "QuestionQuerySet":
        return self.open().filter(answer_count=0)

    def unsolved(self) -> "QuestionQuerySet":
        return self.open().filter(accepted_count=0)

    def solved(self) -> "QuestionQuerySet":
        return self.filter(Q(accepted_count__gt=0) | Q(status=Status.SOLVED))

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
    # Then one that waits for its asker is closed, and a duplicate whose original went out of sight opened again.
    status_due_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)
    door = models.ForeignKey(Door, models.SET_NULL, null=True, related_name="+")
    reopening_asked_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    # Its answers went on to that question; this address leads there.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    # No more words and votes, except from moderators.
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    pinned_at = models.DateTimeField(null=True)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Read by whoever has its address; in no list.
    unlisted_at = models.DateTimeField(null=True)
    unlisted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # The colleague who wrote it down for its author.
    asked_for_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Owned by the community: everyone who may comment may edit it, and it earns nobody points.
    communal_at = models.DateTimeField(null=True)

    # Cached; `manage.py recount_questions` gives the same.
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
        constraints = [
            *Post.constraints("question"),
            models.CheckConstraint(
                condition=Q(status_at__isnull=False) | Q(status_by=None), name="question_status_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=False) | Q(locked_by=None), name="question_locked_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(pinned_at__isnull=False) | Q(pinned_by=None), name="question_pinned_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(unlisted_at__isnull=False) | Q(unlisted_by=None),
                name="question_unlisted_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(status="closed") | Q(closed_as=""), name="question_closed_as_when_closed"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["needs_info", "duplicate"]) | Q(status_due_at=None),
                name="question_status_due_when_waiting",
            ),
            models.CheckConstraint(
                condition=Q(status="duplicate") | Q(duplicate_of=None),
                name="question_duplicate_of_when_duplicate",
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="question_not_its_own_duplicate"),
        ]
        indexes = [
            models.Index(
                fields=["status_due_at"], name="question_status_due", condition=Q(status_due_at__isnull=False)
            ),
            models.Index(
                fields=["reopening_asked_at"],
                name="question_reopening_asked",
                condition=Q(reopening_asked_at__isnull=False),
            ),
            models.Index(
                fields=["board", "-pinned_at"], name="question_pinned", condition=Q(pinned_at__isnull=False)
            ),
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
                condition=Q(Q(accepted_count__gt=0) | Q(status="solved"), hidden_at=None),
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
                fields=["-score", "-created_at", "-id"], name="question_helpful", condition=Q(hidden_at=None)
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
        if self.accepted_count or self.status == Status.SOLVED:
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
TAKEN_SLUGS = frozenset(
    "answers bookmark close comments communal delete duplicate edit feed follow history improvement join language lock "
    "marks merge move needs-info news pin preview-picture remove reopen restore seen split suggest tags unlist "
    "vote".split()
)


def slug_of(title: str) -> str:
    """The readable end of a question's address; never empty, never the name of another page."""
    slug = slugify(title)[:70].strip("-") or "question"
    return f"{slug}-question" if slug in TAKEN_SLUGS else slug

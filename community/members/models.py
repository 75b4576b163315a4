"""Members and departments: every account, its roles and whether it may speak at the moment."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.lib import clock


class Department(models.Model):
    """A part of the company whose employees answer within their own field."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_nl = models.CharField(_("name in Dutch"), max_length=80, blank=True)
    about = models.CharField(_("what it does"), max_length=300, blank=True)
    about_nl = models.CharField(_("what it does, in Dutch"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_nl if language == "nl" and self.name_nl else self.name

    def about_in(self, language: str) -> str:
        return self.about_nl if language == "nl" and self.about_nl else self.about


class MentionableBy(models.TextChoices):
    EVERYONE = "everyone", _("everyone")
    STAFF = "staff", _("people who work here")
    NOBODY = "nobody", _("nobody")


class MemberManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Lower case throughout, as allauth keeps and looks for it."""
        return (email or "").strip().lower()

    def create_user(self, email: str, password: str | None = None, **fields) -> "Member":
        fields.setdefault("joined_at", clock.now())
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "Member":
        fields.setdefault("name", email.partition("@")[0])
        return self.create_user(email, password, is_staff=True, is_superuser=True, is_manager=True, **fields)

    def get_by_natural_key(self, email: str) -> "Member":
        return self.get(email__iexact=email)


class MemberQuerySet(models.QuerySet):
    def present(self) -> "MemberQuerySet":
        """Accounts that can be told something: neither closed nor erased."""
        return self.filter(is_active=True, erased_at=None)

    def agents(self) -> "MemberQuerySet":
        return self.present().filter(is_agent=True)

    def leads(self) -> "MemberQuerySet":
        return self.present().filter(is_lead=True)


class Member(AbstractBaseUser, PermissionsMixin):
    """An account. Roles combine; an employee is a member with a department."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("about"), max_length=300, blank=True)
    picture = models.CharField(_("picture"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("department"),
    )
    heads_department = models.BooleanField(_("heads the department"), default=False)
    mentionable_by = models.CharField(
        _("who may mention me"), max_length=10, choices=MentionableBy.choices, default=MentionableBy.EVERYONE
    )
    is_followable = models.BooleanField(_("others may follow me"), default=True)
    shows_activity = models.BooleanField(_("others may see a list of what I wrote"), default=True)
    is_agent = models.BooleanField(_("webcare agent"), default=False)
    is_lead = models.BooleanField(_("lead of the desk"), default=False)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_manager = models.BooleanField(_("community manager"), default=False)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_imported = models.BooleanField(_("came in with an import"), default=False)
    # Said by the desk, for the desk: they may leave, so what they ask goes straight to a case.
    is_at_risk = models.BooleanField(_("at risk of leaving"), default=False)
    joined_at = models.DateTimeField(_("joined"))
    silenced_until = models.DateTimeField(_("silenced until"), null=True, blank=True)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = MemberManager.from_queryset(MemberQuerySet)()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(Lower("email"), name="member_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_employee(self) -> bool:
        return self.department_id is not None

    @property
    def has_staff_role(self) -> bool:
        return self.is_agent or self.is_lead or self.is_moderator or self.is_manager

    def is_silenced(self, now: datetime) -> bool:
        return any(until is not None and until > now for until in (self.silenced_until, self.suspended_until))

    def is_suspended(self, now: datetime) -> bool:
        return self.suspended_until is not None and self.suspended_until > now

    @property
    def slug(self) -> str:
        return slugify(self.name)[:60] or "member"

    def path(self) -> str:
        return f"/members/{self.pk}/{self.slug}/"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else ""

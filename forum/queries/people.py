"""People as pages show them: one plain row each, read together, so that an erased name vanishes everywhere at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.lib import languages
from community.members.models import Member
from community.members.portraitnames import fitting

FIELDS = (
    "id", "name", "about", "picture", "erased_at", "is_agent", "is_lead", "is_moderator", "is_manager",
    "department__name", "department__name_nl", "department__slug",
)  # fmt: skip
# Longer words about oneself belong on the member's own page.
_ROLE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Person:
    """What is public about a member, or "Former member" in place of someone who left."""

    id: int | None
    name: str
    path: str
    picture: str
    department: str
    role: str
    department_path: str = ""

    @property
    def first(self) -> str:
        bare = languages.bare(self.name)
        return languages.isolated(bare.split()[0]) if self.id and bare.split() else self.name

    def face(self, classes: str = "face", size: int = 40) -> SafeString:
        """The picture, or initials where there is none; decoration beside the name."""
        if self.picture:
            source = escape(fitting(self.picture, size))
            return mark_safe(
                f'<img class="{classes}" src="{source}" alt="" width="{size}" height="{size}" loading="lazy">'
            )
        return mark_safe(f'<span class="{classes}" aria-hidden="true">{escape(initials(self.name))}</span>')


def people(ids: Iterable[int | None], language: str) -> dict[int | None, Person]:
    """Persons by id, in one query; None stands for whoever left."""
    wanted = {number for number in ids if number is not None}
    found: dict[int | None, Person] = {None: former()}
    if wanted:
        for row in Member.objects.filter(pk__in=wanted).values(*FIELDS):
            found[row["id"]] = person(row, language)
    return found


def person(row: dict, language: str, prefix: str = "") -> Person:
    """A Person of a row that holds FIELDS, each under `prefix`; without an id, or erased, whoever left."""
    number = row[f"{prefix}id"]
    if number is None or row[f"{prefix}erased_at"] is not None:
        return former()
    name = row[f"{prefix}name"]
    department, slug = row[f"{prefix}department__name"] or "", row[f"{prefix}department__slug"]
    if language == "nl":
        department = row[f"{prefix}department__name_nl"] or department
    return Person(
        number,
        # It stands in sentences of another language and direction.
        languages.isolated(name),
        f"/members/{number}/{slugify(name)[:60] or 'member'}/",
        picture_address(row[f"{prefix}picture"]),
        department,
        _role(row, prefix, department),
        f"/departments/{slug}/" if slug else "",
    )


def former() -> Person:
    return Person(None, _("Former member"), "", "", "", "")


def picture_address(picture: str) -> str:
    """Where a member's picture is read; none of another site, which would learn who reads what."""
    if not picture or "//" in picture:
        return ""
    return picture if picture.startswith("/") else settings.MEDIA_URL + picture


def initials(name: str) -> str:
    words = [word for word in languages.bare(name).split() if word[:1].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _role(row: dict, prefix: str, department: str) -> str:
    if department:
        return department
    if row[f"{prefix}is_agent"] or row[f"{prefix}is_lead"]:
        return _("Webcare")
    if row[f"{prefix}is_moderator"]:
        return _("Moderator")
    about = row[f"{prefix}about"]
    return about if len(about) <= _ROLE_LETTERS else ""

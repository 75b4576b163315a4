"""What can be completed while writing: names of people, and the company's words for its tags."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When
from django.utils.translation import ngettext

from community.members.models import Member, MentionableBy
from community.tags.models import Synonym, Tag
from forum import rules

MOST = 8
# No name and no tag is longer.
_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Named:
    """A person as others see them."""

    name: str
    path: str
    department: str


@dataclass(frozen=True, slots=True)
class Word:
    """A tag, how often it was used in words, and the synonym that led to it."""

    word: str
    used: str
    synonym: str = ""


def people(begun: str, language: str, *, by: Member) -> list[Named]:
    """Members one of whose names begins like this: first names before others, colleagues before customers.

    Only those whom `by` may call.
    """
    begun = _asked(begun)
    if not begun:
        return []
    first = Case(When(name__istartswith=begun, then=Value(0)), default=Value(1))
    colleague = Case(When(department=None, then=Value(1)), default=Value(0))
    callable_by = [MentionableBy.EVERYONE, *([MentionableBy.STAFF] if rules.works_here(by) else [])]
    found = (
        Member.objects.present()
        .filter(mentionable_by__in=callable_by)
        .exclude(pk=by.pk)
        .filter(Q(name__istartswith=begun) | Q(name__icontains=f" {begun}"))
        .select_related("department")
        .order_by(first, colleague, "name", "pk")
    )
    return [
        Named(member.name, member.path(), member.department.name_in(language) if member.department else "")
        for member in found[:MOST]
    ]


def tags(begun: str) -> list[Word]:
    """Tags that begin like this or one of whose words does, the most used first; then those a synonym leads to."""
    begun = _asked(begun).lower()
    if not begun:
        return []
    found = Tag.objects.filter(Q(slug__startswith=begun) | Q(slug__contains=f"-{begun}"))
    words = {tag.slug: _word(tag) for tag in found.order_by("-question_count", "slug")[:MOST]}
    synonyms = Synonym.objects.filter(slug__startswith=begun).select_related("tag").order_by("slug")
    for synonym in synonyms[:MOST]:
        words.setdefault(synonym.tag.slug, _word(synonym.tag, synonym.slug))
    return list(words.values())[:MOST]


def _asked(begun: str) -> str:
    begun = begun.strip()
    return "" if "\x00" in begun or len(begun) > _LETTERS else begun


def _word(tag: Tag, synonym: str = "") -> Word:
    used = ngettext("%(count)d question", "%(count)d questions", tag.question_count)
    return Word(tag.slug, used % {"count": tag.question_count}, synonym)

"""The page of one's own standing: every line of the ledger by day and question, what it allows, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.lib import paging
from community.members.models import Member
from community.members.zones import zone_of
from community.tags.models import Tag
from forum.models import Answer, Question
from forum.queries.moments import moments
from forum.rules import EDITORS_POINTS
from reputation.levels import Ability, holds, points_needed
from reputation.models import Entry, Reason, Standing, TagStanding
from reputation.prices import PRICES

LINES = 60
TAGS = 10
# What standing opens today, in the order of the page. Words for what a member can do, not for the switch behind it.
_ABILITIES = {
    Ability.COMMENT_ANYWHERE: gettext_lazy("Comment on what others wrote"),
    Ability.UPVOTE: gettext_lazy("Vote for questions and answers"),
    Ability.DOWNVOTE: gettext_lazy("Vote an answer down"),
    Ability.EDIT_WITHOUT_REVIEW: gettext_lazy("Improve what others wrote"),
    Ability.ACCEPT_FOR_SILENT_ASKER: gettext_lazy("Accept an answer for an asker who fell silent"),
}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    points: int
    when: SafeString


@dataclass
class Group:
    """The same thing, several times on one day: one line, with each single one behind it."""

    label: str
    lines: list[LedgerLine] = field(default_factory=list)

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def said(self) -> str:
        if len(self.lines) == 1:
            return self.label
        return _("%(what)s, %(count)d times") % {"what": self.label, "count": len(self.lines)}


@dataclass
class Subject:
    """A question on one day, with what happened to it."""

    path: str
    title: str
    tags: list[str]
    groups: dict[tuple[str, bool], Group] = field(default_factory=dict)


@dataclass
class Day:
    label: str
    subjects: dict[str, Subject] = field(default_factory=dict)

    @property
    def points(self) -> int:
        return sum(group.points for subject in self.subjects.values() for group in subject.groups.values())


@dataclass(frozen=True, slots=True)
class AbilityLine:
    label: str
    needed: int
    is_held: bool
    missing: int


@dataclass(frozen=True)
class StandingPage:
    points: int
    days: list[Day]
    tags: list[tuple[str, int]]
    abilities: list[AbilityLine]
    coming: AbilityLine | None
    newer: str | None
    older: str | None


@dataclass(frozen=True, slots=True)
class PriceLine:
    points: int
    label: str


def price_lines() -> list[PriceLine]:
    """What each act is worth, for the page that explains it."""
    return [PriceLine(points, str(Reason(reason).label)) for reason, points in PRICES.items()]


def standing_page(query: Mapping[str, str], *, member: Member, language: str) -> StandingPage:
    """The member's standing, and the lines of their ledger an address asks for, newest first."""
    kept = Standing.objects.filter(member=member).first()
    points = kept.points if kept else 1
    entries = Entry.objects.filter(member=member).values(
        "id", "at", "reason", "post", "points", "tag_ids", "reverses_id"
    )
    page = paging.requested(entries, query, fields=("-at", "-id"), size=LINES)
    abilities = ability_lines(member, points)
    waiting = [line for line in abilities if not line.is_held]
    return StandingPage(
        points=points,
        days=_days(page.items, member, language),
        tags=_tag_totals(member),
        abilities=abilities,
        coming=min(waiting, key=lambda line: line.needed, default=None),
        newer=page.newer,
        older=page.older,
    )


def ability_lines(member: Member, points: int) -> list[AbilityLine]:
    """What the member can do by standing or by role, and what is still to come."""
    lines = []
    for ability, label in _ABILITIES.items():
        needed, held = points_needed(ability), holds(member, ability, points)
        if ability == Ability.EDIT_WITHOUT_REVIEW:
            needed = max(needed, EDITORS_POINTS)
            held = held and (points >= needed or member.is_moderator or member.is_manager)
        lines.append(AbilityLine(str(label), needed, held, max(needed - points, 0)))
    return lines


def _tag_totals(member: Member) -> list[tuple[str, int]]:
    totals = TagStanding.objects.filter(member=member).exclude(total=0).order_by("-total", "id")
    return list(totals.values_list("tag__slug", "total")[:TAGS])


def _days(entries: list[dict], member: Member, language: str) -> list[Day]:
    zone, posts = zone_of(member), _posts([row["post"] for row in entries], member)
    tags = dict(
        Tag.objects.filter(pk__in={tag for row in entries for tag in row["tag_ids"]}).values_list(
            "id", "slug"
        )
    )
    days: dict[date, Day] = {}
    for row in entries:
        local = row["at"].astimezone(zone).date()
        day = days.setdefault(local, Day(moments(language).day(_noon(local))))
        key, path, title = posts.get(row["post"], (row["post"], "", ""))
        known = [tags[tag] for tag in row["tag_ids"] if tag in tags]
        subject = day.subjects.setdefault(key, Subject(path, title, known))
        what = (row["reason"], row["reverses_id"] is not None)
        group = subject.groups.setdefault(what, Group(_label(*what)))
        group.lines.append(LedgerLine(row["points"], moments(language).stamp(row["at"])))
    return list(days.values())


def _noon(day: date) -> datetime:
    """A moment that is on this day for the site, whatever its zone."""
    return datetime.combine(day, time(12), ZoneInfo(settings.TIME_ZONE))


def _label(reason: str, is_reversal: bool) -> str:
    label = str(Reason(reason).label)
    return _("Taken back: %(what)s") % {"what": label} if is_reversal else label


def _posts(posts: list[str], member: Member) -> dict[str, tuple[str, str, str]]:
    """Question, path and title of the posts a ledger speaks of, as far as the member may see them."""
    ids: dict[str, set[int]] = {"question": set(), "answer": set()}
    for post in posts:
        noun, _sep, number = post.partition(":")
        if noun in ids and number.isdigit():
            ids[noun].add(int(number))
    questions = Question.objects.visible_to(member).filter(pk__in=ids["question"]).only("id", "slug", "title")
    answers = (
        Answer.objects.visible_to(member)
        .filter(pk__in=ids["answer"])
        .values_list("id", "question_id", "question__title")
    )
    found = {question.subject: (question.subject, question.path(), question.title) for question in questions}
    return found | {
        f"answer:{number}": (f"question:{question}", f"/answers/{number}/", title)
        for number, question, title in answers
    }

"""A member's page: who they are, what they know, and what they asked, answered and solved."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString

from community.lib import paging
from community.members.models import Member
from forum.models import Answer, Expertise, Question
from forum.queries import people
from forum.queries.moments import moments
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows
from reputation.models import TagStanding

PAGE_SIZE = 15
KNOWS = 8
TABS = ("answers", "questions", "solved")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    path: str
    title: str
    lang: str
    symbol: str
    is_official: bool
    when: SafeString


@dataclass(frozen=True)
class MemberPage:
    """What everybody may know about a member. Points are the member's own business; what counts is who was helped."""

    id: int
    person: Person
    about: str
    joined: str
    answered: int
    helped: int
    knows: list[str]
    tab: str
    lines: list[AnswerLine] | list[Row]
    newer: str | None
    older: str | None


def member_page(
    member_id: int, query: Mapping[str, str], *, viewer: Member | None, language: str
) -> MemberPage | None:
    """The page of a member who is here, with the list its address asks for by `state`, or None: six queries."""
    found = Member.objects.filter(pk=member_id, erased_at=None).values(*people.FIELDS, "joined_at").first()
    if found is None:
        return None
    answers = Answer.objects.visible_to(None).filter(author=member_id)
    counts = answers.aggregate(answered=Count("id"), helped=Count("id", filter=Q(accepted_at__isnull=False)))
    tab = _tab(query.get("state"), counts["answered"])
    if tab == "questions":
        asked = Question.objects.visible_to(viewer).filter(author=member_id, hidden_at=None).values(*VALUES)
        page = paging.requested(asked, query, fields=("-created_at", "-id"), size=PAGE_SIZE)
        lines = rows(page.items, language, with_tags=False)
    else:
        page = _answers(answers if tab == "answers" else answers.filter(accepted_at__isnull=False), query)
        lines = _answer_lines(page.items, language)
    return MemberPage(
        id=member_id,
        person=people.person(found, language),
        about=found["about"],
        joined=moments(language).date(found["joined_at"]),
        **counts,
        knows=_knows(member_id),
        tab=tab,
        lines=lines,
        newer=page.newer,
        older=page.older,
    )


def _tab(asked: str | None, answered: int) -> str:
    """Who never answered is met by their questions."""
    if asked in TABS:
        return asked
    return "answers" if answered else "questions"


def _knows(member_id: int) -> list[str]:
    """Tags of confirmed expertise, then those in which answers helped most."""
    confirmed = Expertise.objects.confirmed().filter(member=member_id, tag__isnull=False).order_by("id")
    earned = TagStanding.objects.filter(member=member_id, total__gt=0).order_by("-total", "id")
    words = [
        slug for known in (confirmed, earned) for slug in known.values_list("tag__slug", flat=True)[:KNOWS]
    ]
    return list(dict.fromkeys(words))[:KNOWS]


def _answers(answers: QuerySet, query: Mapping[str, str]) -> paging.Page:
    values = answers.values(
        "id", "created_at", "accepted_at", "official_at", "question__title", "question__language"
    )
    return paging.requested(values, query, fields=("-created_at", "-id"), size=PAGE_SIZE)


def _answer_lines(found: list[dict], language: str) -> list[AnswerLine]:
    return [
        AnswerLine(
            f"/answers/{row['id']}/",
            row["question__title"],
            row["question__language"] if row["question__language"] != language else "",
            "solved" if row["accepted_at"] else "answered",
            row["official_at"] is not None,
            moments(language).stamp(row["created_at"]),
        )
        for row in found
    ]

"""A member's page and the page of one's own standing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from community.lib import paging
from community.members.models import Member
from community.tags.models import Tag
from forum.models import Answer, Expertise, Question
from forum.queries import people
from forum.queries.moments import moments
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows
from reputation.models import Entry, Reason, Standing, TagStanding
from reputation.prices import PRICES

RECENT = 10
KNOWS = 8
LINES = 30


@dataclass(frozen=True, slots=True)
class AnswerLine:
    path: str
    title: str
    lang: str
    symbol: str
    when: SafeString


@dataclass(frozen=True)
class MemberPage:
    """What everybody may know about a member. Points are the member's own business; what counts is who was helped."""

    id: int
    person: Person
    about: str
    joined: str
    helped: int
    knows: list[str]
    answers: list[AnswerLine]
    questions: list[Row]


def member_page(member_id: int, *, viewer: Member | None, language: str) -> MemberPage | None:
    """The page of a member who is here, or None."""
    found = Member.objects.filter(pk=member_id, erased_at=None).values(*people.FIELDS, "joined_at").first()
    if found is None:
        return None
    answers = Answer.objects.visible_to(None).filter(author=member_id)
    asked = Question.objects.visible_to(viewer).filter(author=member_id, hidden_at=None)
    return MemberPage(
        id=member_id,
        person=people.person(found, language),
        about=found["about"],
        joined=moments(language).date(found["joined_at"]),
        helped=answers.filter(accepted_at__isnull=False).count(),
        knows=_knows(member_id),
        answers=_answer_lines(answers, language),
        questions=rows(
            asked.order_by("-created_at", "-id").values(*VALUES)[:RECENT], language, with_tags=False
        ),
    )


def _knows(member_id: int) -> list[str]:
    """Tags of confirmed expertise, then those in which answers helped most."""
    confirmed = Expertise.objects.confirmed().filter(member=member_id, tag__isnull=False).order_by("id")
    earned = TagStanding.objects.filter(member=member_id, total__gt=0).order_by("-total", "id")
    words = [
        slug for known in (confirmed, earned) for slug in known.values_list("tag__slug", flat=True)[:KNOWS]
    ]
    return list(dict.fromkeys(words))[:KNOWS]


def _answer_lines(answers: QuerySet, language: str) -> list[AnswerLine]:
    newest = answers.order_by("-created_at", "-id").values(
        "id", "created_at", "accepted_at", "question__title", "question__language"
    )[:RECENT]
    return [
        AnswerLine(
            f"/answers/{row['id']}/",
            row["question__title"],
            row["question__language"] if row["question__language"] != language else "",
            "solved" if row["accepted_at"] else "answered",
            moments(language).stamp(row["created_at"]),
        )
        for row in newest
    ]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    points: int
    reason: str
    is_reversal: bool
    path: str
    title: str
    when: SafeString
    tags: list[str]


@dataclass(frozen=True)
class StandingPage:
    points: int
    lines: list[LedgerLine]
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
    """The member's standing with each line of their ledger, newest first."""
    kept = Standing.objects.filter(member=member).first()
    entries = Entry.objects.filter(member=member).values(
        "id", "at", "reason", "post", "points", "tag_ids", "reverses_id"
    )
    page = paging.requested(entries, query, fields=("-at", "-id"), size=LINES)
    titles = _titles([row["post"] for row in page.items], member)
    tags = dict(
        Tag.objects.filter(pk__in={tag for row in page.items for tag in row["tag_ids"]}).values_list(
            "id", "slug"
        )
    )
    lines = [
        LedgerLine(
            row["points"],
            str(Reason(row["reason"]).label),
            row["reverses_id"] is not None,
            *titles.get(row["post"], ("", "")),
            moments(language).stamp(row["at"]),
            [tags[tag] for tag in row["tag_ids"] if tag in tags],
        )
        for row in page.items
    ]
    return StandingPage(kept.points if kept else 1, lines, page.newer, page.older)


def _titles(posts: list[str], member: Member) -> dict[str, tuple[str, str]]:
    """Path and title of the posts a ledger speaks of, as far as the member may see them."""
    ids: dict[str, set[int]] = {"question": set(), "answer": set()}
    for post in posts:
        noun, _sep, number = post.partition(":")
        if noun in ids and number.isdigit():
            ids[noun].add(int(number))
    questions = Question.objects.visible_to(member).filter(pk__in=ids["question"]).only("id", "slug", "title")
    answers = (
        Answer.objects.visible_to(member).filter(pk__in=ids["answer"]).values_list("id", "question__title")
    )
    found = {question.subject: (question.path(), question.title) for question in questions}
    return found | {f"answer:{number}": (f"/answers/{number}/", title) for number, title in answers}

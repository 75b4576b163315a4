"""Plain builders: each makes one thing through the product's own verbs, with sensible words to start from."""

import itertools
from datetime import UTC, datetime

from django.utils.text import slugify

from community.members.models import Department, Member
from community.tags.models import Tag
from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.comment import add_comment
from forum.models import Answer, Board, Comment, Expertise, Question

_number = itertools.count(1)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)

BODY = "It stops every evening at nine for two minutes, and comes back by itself. What can I do?"


def make_department(name: str = "Metering") -> Department:
    return Department.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def make_member(name: str = "Someone", **fields) -> Member:
    fields.setdefault("joined_at", LONG_AGO)
    fields.setdefault("email", f"{slugify(name) or 'member'}-{next(_number)}@example.com")
    member = Member(name=name, **fields)
    member.set_password("a good long password")
    member.save()
    return member


def make_board(name: str = "Internet and TV", **fields) -> Board:
    return Board.objects.create(slug=fields.pop("slug", slugify(name)), name=name, **fields)


def make_question(*, board: Board, by: Member, now: datetime, **words) -> Question:
    return ask_question(
        by=by,
        board=board,
        title=words.get("title", "My fibre connection drops every evening"),
        body=words.get("body", BODY),
        tags=words.get("tags", ["fibre"]),
        form_key=words.get("form_key"),
        language=words.get("language", "en"),
        now=now,
    )


def make_answer(
    *, question: Question, by: Member, now: datetime, body: str = "Set the time to four at night."
) -> Answer:
    return answer_question(by=by, question=question, body=body, form_key=None, now=now)


def make_comment(
    *, question: Question, by: Member, now: datetime, body: str = "Same here.", answer=None
) -> Comment:
    return add_comment(by=by, question=question, answer=answer, body=body, form_key=None, now=now)


def make_expert(
    member: Member, *, tag: str = "", board: Board | None = None, now: datetime = LONG_AGO
) -> Expertise:
    """A confirmed expertise on a tag's word or on a board."""
    known = Tag.objects.get_or_create(slug=tag)[0] if tag else None
    return Expertise.objects.create(member=member, tag=known, board=board, confirmed_at=now)

"""Loads boards with their opening hours, the company's vocabulary, and who knows what."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cms.demo import content
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum.actions.drafting import tag_word
from forum.escalation.calendars import WEEKDAYS
from forum.escalation.models import Policy
from forum.models import Board, BoardField, Expertise, Follow

# Colleagues of orders were confirmed this morning: the questions that wait were asked before, of the shop.
_CONFIRMED_TODAY = {"anouk"}


def load_boards() -> tuple[dict[str, Board], dict[int, Policy]]:
    """Boards by their key, and the policy of each by the board's id."""
    rows = content.places()["board"]
    boards = Board.objects.bulk_create(
        Board(
            slug=row["key"], name=row["name"], name_nl=row["name_nl"], about=row["about"],
            about_nl=row["about_nl"], icon=row["icon"], position=place, template=row.get("template", ""),
            template_nl=row.get("template_nl", ""),
        )
        for place, row in enumerate(rows)
    )  # fmt: skip
    policies = [_policy(row, board) for row, board in zip(rows, boards, strict=True)]
    Policy.objects.bulk_create(policies)
    BoardField.objects.bulk_create(
        BoardField(
            board=board, position=place, choices="\n".join(field.get("choices", [])),
            **{name: value for name, value in field.items() if name != "choices"},
        )
        for row, board in zip(rows, boards, strict=True)
        for place, field in enumerate(row.get("field", []))
    )  # fmt: skip
    return {board.slug: board for board in boards}, {policy.board_id: policy for policy in policies}


def load_tags() -> dict[str, Tag]:
    """Tags by every word that leads to them."""
    rows = content.places()["tag"]
    tags = Tag.objects.bulk_create(Tag(slug=row["slug"], about=row.get("about", "")) for row in rows)
    words = {tag.slug: tag for tag in tags}
    synonyms: dict[str, Tag] = {}
    for row, tag in zip(rows, tags, strict=True):
        for word in map(tag_word, row["synonyms"]):
            if word and word not in words:
                synonyms.setdefault(word, tag)
    Synonym.objects.bulk_create(Synonym(slug=word, tag=tag) for word, tag in synonyms.items())
    return words | synonyms


def load_expertise(
    members: Mapping[str, Member], boards: Mapping[str, Board], tags: Mapping[str, Tag], now: datetime
) -> None:
    """What employees know, confirmed by the manager, and the tags that keen helpers follow."""
    manager = next(member for member in members.values() if member.is_manager)
    known, follows = [], []
    for row in content.cast()["member"]:
        member = members[row["key"]]
        since = member.joined_at + timedelta(days=30)
        confirmed_at = now - timedelta(minutes=5) if row["key"] in _CONFIRMED_TODAY else min(since, now)
        confirmed = {"member": member, "confirmed_at": confirmed_at, "confirmed_by": manager}
        known += [Expertise(tag=tags[word], **confirmed) for word in row["expertise"]]
        known += [Expertise(board=boards[key], **confirmed) for key in row.get("expertise_boards", [])]
        known += [Expertise(member=member, tag=tags[word]) for word in row.get("expertise_waiting", [])]
        follows += [Follow(member=member, tag=tags[word], since=since) for word in row.get("helps_with", [])]
    Expertise.objects.bulk_create(known)
    Follow.objects.bulk_create(follows)


def _policy(row: dict, board: Board) -> Policy:
    opening = {day: row["hours"].get(day) for day in WEEKDAYS}
    policy = Policy(
        board=board,
        round_the_clock=row.get("round_the_clock", False),
        hours={day: hours.split("-") if hours else None for day, hours in opening.items()},
        time_zone=row["time_zone"],
        country=row["country"],
    )
    # What the climbs of the loading are planned with.
    policy.applied = policy.terms()
    return policy

"""The customer at a glance: who asks, and what they asked before."""

from dataclasses import dataclass
from datetime import datetime

from community.lib import languages
from community.members.models import Member
from community.members.zones import zone_of
from forum.webcare.models import Case
from forum.webcare.queries.nearby import Around, Nearby


@dataclass(frozen=True)
class Customer:
    """`member` is None for somebody who left; `here` is their clock now, where it is not ours."""

    member: Member | None
    points: int
    language: str
    here: datetime | None
    zone: str
    zone_name: str
    asked: int
    cases: int
    earlier: list[Nearby]


def customer_of(case: Case, beside: Around, now: datetime, language: str) -> Customer:
    """No query of its own: the case was read with its asker and their standing."""
    member = case.question.author
    if member is None or member.erased_at is not None:
        return Customer(None, 0, "", None, "", "", 0, 0, [])
    zone = zone_of(member)
    standing = getattr(member, "standing", None)
    return Customer(
        member=member,
        points=standing.points if standing else 1,
        language=languages.name(member.language) if member.language else "",
        here=now.astimezone(zone) if member.time_zone and _is_elsewhere(zone, now) else None,
        # The city is what people know; its continent they do not ask for.
        zone=str(zone).rpartition("/")[2].replace("_", " "),
        zone_name=str(zone),
        asked=beside.asked,
        cases=beside.cases,
        earlier=beside.earlier,
    )


def _is_elsewhere(zone, now: datetime) -> bool:
    return now.astimezone(zone).utcoffset() != now.astimezone(zone_of(None)).utcoffset()

"""One case with its whole conversation, its customer, its course, and what stands beside it."""

from dataclasses import dataclass
from datetime import datetime

from community.members.models import Member
from forum.webcare.models import Case
from forum.webcare.queries.course import Course, course_of
from forum.webcare.queries.customer import Customer, customer_of
from forum.webcare.queries.nearby import Around, around
from forum.webcare.queries.rows import Row, row_of
from forum.webcare.queries.talk import Said, said_in


@dataclass(frozen=True)
class CasePage:
    case: Case
    row: Row
    said: list[Said]
    customer: Customer
    beside: Around
    course: Course
    is_watched: bool
    has_reply: bool


def case_page(case: Case, member: Member, now: datetime, language: str) -> CasePage:
    """The case as `member` sees it: two queries besides those of what was said."""
    said, beside, course = said_in(case), around(case), course_of(case, member)
    return CasePage(
        case=case,
        row=row_of(case, now, language),
        said=said,
        customer=customer_of(case, beside, now, language),
        beside=beside,
        course=course,
        is_watched=course.is_watched_by(member),
        has_reply=any(
            one.kind in ("answer", "private")
            and one.at >= course.came_at
            and _is_staff(one.by)
            and not one.is_asker
            for one in said
        ),
    )


def _is_staff(member: Member | None) -> bool:
    return member is not None and (member.is_agent or member.is_lead or member.is_employee)

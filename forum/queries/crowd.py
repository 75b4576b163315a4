"""Who helps here: the customers with the most standing and the colleagues who know most, in one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from community.members.models import Member
from forum.models import Expertise
from forum.queries.people import FIELDS, Person, person
from reputation.models import Standing

CROWD = 12
NAMED = 5


@dataclass(frozen=True)
class Crowd:
    """Faces, only of people with a picture; and the few who are named."""

    faces: list[Person]
    named: list[Person]


def people_who_help(language: str) -> Crowd:
    """Customers and colleagues in turn, whoever helps most first."""
    standing = Standing.objects.filter(total__gt=0).order_by("-total", "member_id")
    known = Expertise.objects.confirmed().filter(member__department__isnull=False).values("member_id")
    known = known.annotate(known=Count("id")).order_by("-known", "member_id")
    chosen = Q(pk__in=standing.values("member_id")[:CROWD]) | Q(pk__in=known.values("member_id")[:CROWD])
    rows = list(Member.objects.present().filter(chosen).values(*FIELDS, "standing__total"))
    rows.sort(key=lambda row: (-(row["standing__total"] or 0), row["id"]))
    customers = [person(row, language) for row in rows if row["department__name"] is None]
    colleagues = [person(row, language) for row in rows if row["department__name"] is not None]
    mixed = [each for pair in zip(customers, colleagues, strict=False) for each in pair]
    mixed += customers[len(colleagues) :] + colleagues[len(customers) :]
    return Crowd([each for each in mixed if each.picture][:CROWD], mixed[:NAMED])

"""Who helps here: the customers with the most standing and the colleagues whose answers are official, in two queries."""

from dataclasses import dataclass

from django.db.models import Count

from community.members.models import Member
from forum.queries.people import FIELDS, Person, person
from reputation.models import Standing

CROWD = 12
NAMED = 5


@dataclass(frozen=True)
class Helpers:
    """Faces for the crowd, only of people with a picture; and the few who are named."""

    faces: list[Person]
    named: list[Person]


def people_who_help(language: str) -> Helpers:
    shown = {f"member__{name}": name for name in FIELDS}
    standing = Standing.objects.filter(total__gt=0, member__erased_at=None, member__is_active=True)
    customers = [
        person({shown[key]: value for key, value in row.items()}, language)
        for row in standing.order_by("-total", "member_id").values(*shown)[:CROWD]
    ]
    official = Member.objects.present().filter(department__isnull=False, expertise__confirmed_at__isnull=False)
    colleagues = [
        person(row, language)
        for row in official.annotate(known=Count("expertise")).order_by("-known", "pk").values(*FIELDS)[:CROWD]
    ]
    mixed = [each for pair in zip(customers, colleagues, strict=False) for each in pair]
    mixed += customers[len(colleagues) :] + colleagues[len(customers) :]
    return Helpers([each for each in mixed if each.picture][:CROWD], mixed[:NAMED])

"""Who works here: the departments, and for each its people, their fields and their latest official answers."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from community.members.models import Department, Member
from forum.models import Answer, Expertise
from forum.queries import people
from forum.queries.member import ANSWER_VALUES, AnswerLine, answer_lines
from forum.queries.people import Person

# More than fit on a page are found through their answers.
PEOPLE = 60
FACES = 5
TOPICS = 12
ANSWERS = 8


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    path: str
    name: str
    about: str
    size: int
    faces: list[Person]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """`topics` are the words its people know by confirmed expertise, those most of them know first."""

    id: int
    slug: str
    path: str
    name: str
    about: str
    people: list[Person]
    topics: list[str]
    answers: list[AnswerLine]


def departments(language: str) -> list[DepartmentLine]:
    """Those in which somebody works, by name: two queries."""
    here = Q(members__is_active=True, members__erased_at=None)
    found = Department.objects.annotate(size=Count("members", filter=here)).filter(size__gt=0)
    faces = _faces(language)
    lines = [
        DepartmentLine(
            path_of(one.slug), one.name_in(language), one.about_in(language), one.size, faces.get(one.pk, [])
        )
        for one in found
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def department_page(slug: str, language: str) -> DepartmentPage | None:
    """The page of a department, or None: four queries."""
    found = Department.objects.filter(slug=slug).first()
    if found is None:
        return None
    colleagues = Member.objects.present().filter(department=found).order_by("name", "id")
    answers = Answer.objects.visible_to(None).filter(official_for=found, question__unlisted_at=None)
    latest = answers.order_by("-official_at", "-id").values(*ANSWER_VALUES)[:ANSWERS]
    return DepartmentPage(
        id=found.pk,
        slug=found.slug,
        path=path_of(found.slug),
        name=found.name_in(language),
        about=found.about_in(language),
        people=[people.person(row, language) for row in colleagues.values(*people.FIELDS)[:PEOPLE]],
        topics=_topics(colleagues),
        answers=answer_lines(list(latest), language),
    )


def path_of(slug: str) -> str:
    return f"/departments/{slug}/"


def _topics(colleagues: QuerySet[Member]) -> list[str]:
    known = Expertise.objects.confirmed().filter(
        member__in=colleagues.order_by().values("pk"), tag__isnull=False
    )
    counted = known.values("tag__slug").annotate(known=Count("id")).order_by("-known", "tag__slug")
    return list(counted.values_list("tag__slug", flat=True)[:TOPICS])


def _faces(language: str) -> dict[int, list[Person]]:
    """A few people of each department, those with a picture first."""
    place = Window(
        RowNumber(), partition_by=F("department_id"), order_by=[F("picture").desc(), F("name"), F("id")]
    )
    rows = (
        Member.objects.present()
        .filter(department__isnull=False)
        .annotate(place=place)
        .filter(place__lte=FACES)
    )
    found: dict[int, list[Person]] = {}
    for row in rows.order_by("department_id", "place").values("department_id", *people.FIELDS):
        found.setdefault(row["department_id"], []).append(people.person(row, language))
    return found

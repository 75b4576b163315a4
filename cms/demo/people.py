"""Loads departments and members with their accounts, portraits and roles."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.templatetags.static import static

from cms.demo import content
from cms.roles import ensure_managers
from community.members.models import Department, Member

# Every account of the demo has it; the demo is nobody's real community.
PASSWORD = "kwikstaart-demo"
# A compliment for a colleague reaches the head of the department too.
HEADS = {"kees", "dirk", "samira", "merve", "thijs", "farid", "saskia"}


def load_people(now: datetime) -> dict[str, Member]:
    """Members by their key, each able to sign in."""
    departments = _departments()
    # Hashed once: sixty slow hashes of the same word would only cost the newcomer half a minute.
    password = make_password(PASSWORD)
    rows = content.cast()["member"]
    members = [_member(row, departments, password, now) for row in rows]
    Member.objects.bulk_create(members)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members
    )
    managers = ensure_managers()
    managers.user_set.add(*[member for member in members if member.is_manager])
    return {row["key"]: member for row, member in zip(rows, members, strict=True)}


def _departments() -> dict[str, Department]:
    rows = content.cast()["department"]
    made = Department.objects.bulk_create(
        Department(
            slug=row["key"],
            name=row["name"],
            name_nl=row["name_nl"],
            about=row["about"],
            about_nl=row["about_nl"],
        )
        for row in rows
    )
    return {department.slug: department for department in made}


def _member(row: dict, departments: dict[str, Department], password: str, now: datetime) -> Member:
    roles = row["roles"]
    is_manager = "manager" in roles
    return Member(
        email=row["email"],
        password=password,
        name=row["name"],
        about=row["about"],
        picture=static(f"demo/portraits/{row['portrait']}.svg") if row["portrait"] else "",
        language=row["language"],
        department=departments[row["department"]] if row["department"] else None,
        heads_department=row["key"] in HEADS,
        is_agent="agent" in roles,
        is_lead="lead" in roles,
        is_moderator="moderator" in roles,
        is_manager=is_manager,
        is_staff=is_manager,
        joined_at=now - timedelta(days=row["joined_days_ago"]),
    )

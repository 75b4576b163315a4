"""The accounts of the demo that are worth signing in to: one for each role."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.members.models import Member

# Role in plain words, and the name before the @ of who has it.
ROLES = [
    (_("customer"), "femke"),
    (_("keen helper"), "joost"),
    (_("employee, Metering"), "marijke"),
    (_("employee, Shop"), "robin"),
    (_("webcare agent"), "jamal"),
    (_("lead of the desk"), "saskia"),
    (_("moderator"), "hilde"),
    (_("manager"), "karin"),
]
DOMAIN = "kwikstaart.example"


def address(key: str) -> str:
    return f"{key}@{DOMAIN}"


def accounts() -> list[tuple[str | Promise, Member]]:
    """Role and member; empty before the community is loaded."""
    members = Member.objects.present().in_bulk([address(key) for _role, key in ROLES], field_name="email")
    return [(role, members[address(key)]) for role, key in ROLES if address(key) in members]

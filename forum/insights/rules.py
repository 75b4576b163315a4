"""Who sees the figures."""

from community.members.models import Member


def may_see_figures(member: Member | None) -> bool:
    """Managers and leads. There is no figure about one person, so there is no more to hide than from customers."""
    return bool(
        member and member.is_authenticated and (member.is_manager or member.is_lead or member.is_superuser)
    )

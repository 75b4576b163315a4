"""Whether a form was already sent: what was asked with its key."""

from django.db.models import Q

from community.members.models import Member
from forum.models import Question


def asked_with(member: Member, form_key: str | None) -> Question | None:
    """What this member asked, for themselves or for a customer, with this key of a form. One query at most."""
    if not form_key:
        return None
    return Question.objects.filter(Q(author=member) | Q(asked_for_by=member), form_key=form_key).first()

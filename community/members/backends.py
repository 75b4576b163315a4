"""Who a session belongs to, read with what the shell tells of them: their department, their standing."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from community.members.models import Member


class MemberBackend(AuthenticationBackend):
    """allauth's own backend; one query for the member of a request instead of three."""

    def get_user(self, user_id: int) -> Member | None:
        member = Member.objects.select_related(*settings.MEMBER_READ_WITH).filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None

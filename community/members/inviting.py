"""Accounts of people who did not sign up themselves: made without a password, and told how to choose one."""

import re
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import links
from community.members.adapters import AccountAdapter
from community.members.models import Member

# How long the letter leads in; later the page for a forgotten password does.
WELCOME = timedelta(days=30)
_PURPOSE = "welcome"
_WORD = re.compile(r"[^\W\d_]{2,}")


def known(email: str) -> Member | None:
    """Whose address this is, among those they confirmed and their main one; also of a closed account."""
    address = Member.objects.normalize_email(email)
    found = Member.objects.filter(email=address).first()
    if found is None:
        row = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
        found = row.user if row else None
    return found


def invite(email: str, *, language: str, now: datetime) -> Member:
    """The account of an address nobody has yet, without a password. Two at the same moment make one."""
    address = Member.objects.normalize_email(email)
    spoken = language if language in dict(settings.LANGUAGES) else get_language() or ""
    try:
        with transaction.atomic():
            member = Member.objects.create_user(
                address, None, name=first_name(address), language=spoken, joined_at=now
            )
            EmailAddress.objects.create(user=member, email=address, primary=True, verified=False)
    except IntegrityError:
        return Member.objects.get(email=address)
    return member


def first_name(address: str) -> str:
    """What they are called until they say so themselves: of their address as little as reads like a name."""
    found = _WORD.search(address.partition("@")[0])
    return found[0][:40].capitalize() if found else _("Customer")


def is_waiting(member: Member) -> bool:
    """Whether they were invited and have no password yet."""
    return member.is_active and not member.has_usable_password() and member.last_login is None


def way_in(member: Member) -> str:
    """The full address that leads whoever reads their mail to choosing a password."""
    return links.absolute(reverse("welcome", args=[links.signed(_PURPOSE, member=member.pk)]))


def send_invitation(member: Member, *, by: Member | None, title: str, path: str) -> None:
    """The letter that says what was written down for them, and leads in. Raises what the mail server says."""
    department = by.department if by is not None else None
    words = {
        "user": member,
        "title": title,
        "question_url": links.absolute(path),
        "welcome_url": way_in(member),
        "agent": by.get_short_name() if by is not None and by.erased_at is None else "",
        "department": department.name_in(member.language) if department else "",
    }
    AccountAdapter().send_mail("account/email/written_down", member.email, words)


def welcomed(token: str) -> str:
    """The page a letter leads to: choosing a password, or signing in once that is done. Raises BadLink.

    Whoever holds the letter has read the mail of this address, which confirms it.
    """
    member = Member.objects.present().filter(pk=links.read(_PURPOSE, token, WELCOME)["member"]).first()
    if member is None:
        raise links.BadLink("The account is gone.")
    if not is_waiting(member):
        return reverse("account_login")
    EmailAddress.objects.filter(user=member, email=member.email).update(verified=True)
    key = default_token_generator.make_token(member)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(member), key])

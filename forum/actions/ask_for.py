"""For whom a colleague of webcare writes a question down: a member, or someone who becomes one by it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.members import inviting
from community.members.models import Member
from forum import rules


def customer_of(*, by: Member, email: str, language: str, now: datetime) -> Member:
    """The member with this address; an account without a password is made for one nobody has yet.

    Raises NotAllowed when `by` may not ask for others, or the other may not ask; ValidationError for no address.
    """
    # Before anything is looked up: to nobody else this says whether an address is known.
    rules.require(rules.may_ask_for_another(by, now), _("Only webcare asks for someone else."))
    longest = Member._meta.get_field("email").max_length
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > longest:
        raise ValidationError({"for_email": _("Give the customer's mail address, such as name@example.com.")})
    member = inviting.known(address)
    if member is None:
        return inviting.invite(address, language=language, now=now)
    _require_customer(member, now)
    return member


def _require_customer(member: Member, now: datetime) -> None:
    rules.require(
        member.is_active and member.erased_at is None,
        _(
            "This account was closed. Ask under your own name, and tell the customer where to read the answer."
        ),
    )
    rules.require(
        not rules.works_here(member),
        _("This is the address of a colleague, who can ask under their own name."),
    )
    rules.require(
        rules.may_ask(member, now),
        _("This member may not write at the moment. Ask under your own name, or talk to a moderator first."),
    )

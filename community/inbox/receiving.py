"""One letter that came in: whose it is, and its words to the room that told them what they answer."""

from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from community.inbox import reading, refusing
from community.inbox.reading import Incoming
from community.inbox.refusals import Refused
from community.members.models import Member
from community.notifications import kinds, replyaddress
from community.notifications.models import Notification

log = structlog.get_logger(__name__)

# Long enough for who comes back from a long holiday, too short for an address that turned up somewhere.
GOOD_FOR = timedelta(days=60)


class Outcome(StrEnum):
    TAKEN = "taken"
    # Its writer was told why, and has their words back.
    REFUSED = "refused"
    # Nobody is told: it came from no person, or to no address of ours.
    IGNORED = "ignored"


def receive(raw: bytes, now: datetime) -> Outcome:
    """Take one letter in, as it came over the wire. The same letter twice is one reply.

    Raises OSError or smtplib.SMTPException when its writer could not be told of a refusal: bring it again later.
    """
    outcome, why = _received(raw, now)
    log.info("letter_received", outcome=str(outcome), why=why)
    return outcome


def _received(raw: bytes, now: datetime) -> tuple[Outcome, str]:
    try:
        letter = reading.read(raw)
    except reading.Unreadable as fault:
        return Outcome.IGNORED, f"unreadable: {fault}"
    told = _answered(letter)
    if told is None:
        return Outcome.IGNORED, "no address of ours"
    if letter.is_automatic:
        return Outcome.IGNORED, "written by a program"
    with translation.override(told.member.language or settings.LANGUAGE_CODE):
        try:
            _hand_over(letter, told, now)
        except Refused as refusal:
            is_told = refusing.tell(told, letter, refusal)
            return Outcome.REFUSED if is_told else Outcome.IGNORED, "refused"
    return Outcome.TAKEN, told.kind


def _answered(letter: Incoming) -> Notification | None:
    number = replyaddress.notification_in(letter.to)
    return (
        Notification.objects.select_related("member")
        .filter(pk=number, member__in=Member.objects.present())
        .first()
    )


def _hand_over(letter: Incoming, told: Notification, now: datetime) -> None:
    """Raises Refused."""
    if not _is_from(letter.sender, told.member):
        raise Refused(_("It came from another address than the one we wrote to. Send it from yours."))
    if now - (told.lettered_at or told.created_at) > GOOD_FOR:
        raise Refused(_("It answers a letter that is too old. Say it on the site."))
    if not letter.text:
        raise Refused(
            _("We found no words of yours in it. Write them above the line at the top of our letter.")
        )
    taker = _taker(told)
    if not taker:
        raise Refused(_("Our letter could not be answered by mail. Say it on the site."))
    import_string(taker)(told, letter.text, letter.key, now)
    if letter.has_files:
        refusing.tell_of_files(told)


def _taker(told: Notification) -> str:
    try:
        return kinds.get(told.kind).reply
    except KeyError:
        # Of a room that is no longer there.
        return ""


def _is_from(sender: str, member: Member) -> bool:
    """Their own address, or another one they confirmed. Who knows the address of the letter is trusted with it."""
    if not sender or sender == member.email.casefold():
        return bool(sender)
    return EmailAddress.objects.filter(user=member, verified=True, email__iexact=sender).exists()

"""The address a letter can be answered to: it names the one notification, and nobody can guess it."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

# The first line of such a letter: what stands above it in a reply is new.
LINE = _("--- Reply above this line ---")
_SALT = "community.notifications.replyaddress"
# Mail servers may change the case of an address, and the part before the @ holds at most 64 letters (RFC 5321).
_SEAL = 30
_TOKEN = re.compile(rf"([1-9][0-9]{{0,18}})-([0-9a-f]{{{_SEAL}}})")


def reply_address(notification_id: int) -> str:
    """Where replies to this letter go; empty where the site takes no mail."""
    if not settings.REPLY_ADDRESS:
        return ""
    local, _sign, host = settings.REPLY_ADDRESS.rpartition("@")
    return f"{local}+{notification_id}-{_seal(notification_id)}@{host}"


def notification_in(addresses: Iterable[str]) -> int | None:
    """Which letter these addresses answer; None when none of them is one of ours."""
    local, _sign, host = settings.REPLY_ADDRESS.casefold().rpartition("@")
    for address in addresses:
        begin, _sign, end = address.casefold().rpartition("@")
        if not local or end != host or not begin.startswith(f"{local}+"):
            continue
        token = _TOKEN.fullmatch(begin.removeprefix(f"{local}+"))
        if token and constant_time_compare(token[2], _seal(int(token[1]))):
            return int(token[1])
    return None


def _seal(notification_id: int) -> str:
    return salted_hmac(_SALT, str(notification_id), algorithm="sha256").hexdigest()[:_SEAL]

"""The link in a letter about a private talk: whoever got the letter reads it and answers without signing in.

Imports no models: apps name it while they are being loaded.
"""

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from community.lib import links
from community.notifications.kinds import Button

if TYPE_CHECKING:
    from community.notifications.models import Notification

PURPOSE = "private-talk"
# A customer may be on holiday when webcare answers; after a month the site itself lets them in.
GOOD_FOR_SECONDS = 30 * 24 * 3600
# Named by the room above that keeps promises: told, by when the customer hears from us again, in a sentence.
_PROMISES: list[str] = []


def say_promise_with(dotted: str) -> None:
    """The letter says what the function of that name says of a notification; nothing where that is empty."""
    if dotted not in _PROMISES:
        _PROMISES.append(dotted)


def address(member_id: int, case_id: int) -> str:
    """The path, good for thirty days of real time."""
    return f"/private/{links.signed(PURPOSE, member=member_id, case=case_id)}/"


def button(told: "Notification") -> Button | None:
    """For kinds whose subject is a case."""
    noun, _colon, number = told.subject.partition(":")
    if noun != "case":
        return None
    hint = _("The button works for thirty days and opens what is only for you: do not pass this letter on.")
    promised = [import_string(dotted)(told) for dotted in _PROMISES]
    said = " ".join(filter(None, [*promised, hint]))
    return Button(_("Read and answer"), address(told.member_id, int(number)), said)


def read(token: str) -> tuple[int, int]:
    """Ids of the member and the case. Raises links.BadLink, links.ExpiredLink when it is only too old."""
    asked = links.read(PURPOSE, token, GOOD_FOR_SECONDS)
    return asked["member"], asked["case"]

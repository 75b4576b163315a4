"""The link in a letter that asks for help: who got it answers this one question without signing in.

Imports no models: apps name it while they are being loaded.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.lib import links
from community.notifications.kinds import Button

if TYPE_CHECKING:
    from community.notifications.models import Notification

PURPOSE = "answer-by-mail"
GOOD_FOR_SECONDS = 14 * 24 * 3600
# What a kind says that is answered by replying to its letter.
BY_REPLY = {
    "reply": "forum.views.byletter.answer",
    "reply_hint": gettext_lazy("Your reply is posted as your answer, for everyone to read."),
}


def address(member_id: int, question_id: int) -> str:
    """The path, good for two weeks of real time."""
    return f"/answer-by-mail/{links.signed(PURPOSE, member=member_id, question=question_id)}/"


def button(told: "Notification") -> Button | None:
    """For kinds whose subject is a question."""
    noun, _colon, number = told.subject.partition(":")
    if noun != "question":
        return None
    return Button(
        _("Answer it right away"),
        address(told.member_id, int(number)),
        _("The button works for two weeks and answers in your name: do not pass this letter on."),
    )


def read(token: str) -> tuple[int, int]:
    """Ids of the member and the question. Raises links.BadLink, links.ExpiredLink when it is only too old."""
    asked = links.read(PURPOSE, token, GOOD_FOR_SECONDS)
    return asked["member"], asked["question"]

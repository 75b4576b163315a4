"""The letter to somebody whose reply could not be taken: why, where to say it, and their own words back."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.inbox.reading import Incoming
from community.inbox.refusals import Refused
from community.lib import languages, links, mail, throttle
from community.members import frame
from community.notifications.models import Notification

# Two programs that answer each other stop here.
LETTERS = throttle.Limit("letters-back", 10, 3600)


def tell(told: Notification, letter: Incoming, refusal: Refused) -> bool:
    """To the address of the account, never to where the letter came from. False when there were many already.

    Raises OSError or smtplib.SMTPException when it can not be handed over.
    """
    return _tell(told, _("Your reply is not posted"), str(refusal), refusal.path, letter.text)


def tell_of_files(told: Notification) -> bool:
    """Their words are posted; what they attached could not come along. Raises as `tell` does."""
    said = _("What was attached could not come along by mail. Add it on the site, if it is needed.")
    return _tell(told, _("Your reply is posted, without what you attached"), said, "", "")


def _tell(told: Notification, subject: str, said: str, path: str, words: str) -> bool:
    try:
        throttle.spend(LETTERS, f"member:{told.member_id}")
    except throttle.TooOften:
        return False
    context = {
        "subject": subject,
        "heading": subject,
        "said": said,
        "title": languages.isolated(told.details.get("title") or ""),
        "words": words,
        "link": links.absolute(path or told.link),
        **frame.context(),
    }
    mail.send(
        to=told.member.email,
        subject=subject,
        house=frame.name(),
        text=render_to_string("inbox/letter_back.txt", context),
        html=render_to_string("inbox/letter_back.html", context),
        headers={"Auto-Submitted": "auto-replied"},
    )
    return True

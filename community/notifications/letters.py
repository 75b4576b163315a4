"""Letters: a notification by mail, in text and HTML, in the member's language, with a way to stop it."""

from datetime import datetime, timedelta
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string

from community.lib import languages, links, mail, moments
from community.members import frame, inviting
from community.members.models import Member
from community.members.zones import zone_of
from community.notifications import kinds
from community.notifications.models import Notification
from community.notifications.replyaddress import LINE, reply_address

log = structlog.get_logger(__name__)

# A letter that could not be handed over is tried again after this; the mail server may be resting.
RETRY_AFTER = timedelta(minutes=5)
BATCH = 200


def deliver(now: datetime) -> int:
    """Send every letter that is due; how many went out. Run twice, nothing is sent twice."""
    sent = 0
    due = Notification.objects.letters_due(now).order_by("letter_due_at", "id")
    for notification in list(due.select_related("member", "actor__department")[:BATCH]):
        # Claimed by moving its moment: a second worker, or this one after a crash, comes back later.
        claimed = Notification.objects.filter(
            pk=notification.pk, letter_due_at=notification.letter_due_at
        ).update(letter_due_at=now + RETRY_AFTER)
        if claimed and _is_sent(notification):
            Notification.objects.filter(pk=notification.pk).update(letter_due_at=None, lettered_at=now)
            sent += 1
    return sent


def sentence(notification: Notification) -> str:
    """What happened, with names as they are now, in the language of the moment and by the clock of who is told.

    Raises KeyError for a kind that no room registered.
    """
    kind = kinds.get(notification.kind)
    actor = notification.actor.name if notification.actor else translation.gettext("Someone")
    # What was removed for good has left no words here.
    removed = translation.gettext("a removed question")
    words = {"actor": actor, "title": "", **notification.details}
    words |= {name: _moment(words[name], notification) for name in kind.moments if words.get(name)}
    # Names and titles of another direction leave the sentence in order.
    return kind.said(notification.details) % {
        name: languages.isolated(word) if isinstance(word, str) else removed if word is None else word
        for name, word in words.items()
    }


def _moment(kept: str, notification: Notification) -> str:
    """A moment as its reader says it, seen from when they were told; what was kept in words is left as it is."""
    moment = parse_datetime(kept)
    return moments.said(moment, notification.created_at, zone_of(notification.member)) if moment else kept


def _is_sent(notification: Notification) -> bool:
    """False when the letter has to be tried again later."""
    try:
        _send(notification)
        return True
    except (OSError, SMTPException) as fault:
        log.warning("letter_not_sent", notification=notification.pk, fault=type(fault).__name__)
    except (KeyError, ValueError):
        # A kind that no room knows, a sentence that lacks a word: a fault of ours that holds up one letter only.
        log.exception("letter_not_written", notification=notification.pk, kind=notification.kind)
    return False


def _send(notification: Notification) -> None:
    member = notification.member
    if not member.email or not member.is_active:
        # Gone since: there is nobody to write to.
        return
    with translation.override(member.language or settings.LANGUAGE_CODE):
        token = links.signed("unsubscribe", member=member.pk, kind=notification.kind)
        stop = links.absolute(reverse("unsubscribe", args=[token]))
        kind, said = kinds.get(notification.kind), sentence(notification)
        reply_to = reply_address(notification.pk) if kind.reply else ""
        heading, title = _parted(said, languages.isolated(notification.details.get("title") or ""))
        context = {
            "notification": notification,
            "member": member,
            "sentence": said,
            "subject": said,
            "heading": heading,
            "title": title,
            "link": links.absolute(notification.link),
            "button": _button(notification),
            "choices": [(links.absolute(notification.link + end), label) for end, label in kind.choices],
            "stop": stop,
            "choose": links.absolute(reverse("notification_preferences")),
            # Who was invited and never came in yet.
            "way_in": inviting.way_in(member) if inviting.is_waiting(member) else "",
            **_quoted(notification),
            "kind": kind,
            "reply_line": LINE if reply_to else "",
            **frame.context(),
        }
        mail.send(
            to=member.email,
            subject=said,
            house=frame.name(),
            text=render_to_string("notifications/letter.txt", context),
            html=render_to_string("notifications/letter.html", context),
            headers=_headers(stop, reply_to),
        )


def _quoted(notification: Notification) -> dict:
    """Whose words the letter brings, and the page where they stand when they are not its own news."""
    quotes = kinds.get(notification.kind).quotes
    quoted = import_string(quotes)(notification) if quotes else None
    if quoted is None:
        words = notification.details.get("quote", "")
        return {"quote": words, "page": "", "actor": _sender(notification.actor)}
    return {"quote": quoted.words, "page": links.absolute(quoted.path), "actor": _sender(quoted.by)}


def _headers(stop: str, reply_to: str) -> dict[str, str]:
    """One click to stop it (RFC 8058), nothing for robots to answer (RFC 3834), and where a reply goes."""
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return headers | {"Reply-To": reply_to} if reply_to else headers


def _button(notification: Notification) -> dict[str, str] | None:
    """What the kind of this letter offers to do, with its full address."""
    offer = kinds.get(notification.kind).button
    found = offer(notification) if offer else None
    if found is None:
        return None
    # A telephone number, or a page of somebody else, has its full address.
    is_full = found.path.startswith(("https://", "http://", "tel:", "mailto:"))
    return {
        "label": found.label,
        "href": found.path if is_full else links.absolute(found.path),
        "hint": found.hint,
    }


def _sender(actor: Member | None) -> dict[str, str] | None:
    """Whose words a letter brings. A drawing is left out: few mail programs show one."""
    if actor is None or actor.erased_at is not None:
        return None
    words = [word for word in actor.name.split() if word[:1].isalnum()]
    ends = [words[0], *words[1:][-1:]] if words else ["?"]
    picture = actor.picture if actor.picture.endswith((".webp", ".png", ".jpg")) else ""
    if picture and not picture.startswith(("/", "https://")):
        picture = settings.MEDIA_URL + picture
    department = actor.department.name_in(translation.get_language()) if actor.department else ""
    return {
        "name": actor.name,
        "role": department or (actor.about if len(actor.about) <= 60 else ""),
        "initials": "".join(word[0] for word in ends).upper(),
        "photograph": links.absolute(picture) if picture.startswith("/") else picture,
    }


def _parted(said: str, title: str) -> tuple[str, str]:
    """What happened and in which question, where the sentence ends with its title: the title is set apart."""
    if title and said.endswith(f": {title}"):
        return said.removesuffix(f": {title}"), title
    if title and said.endswith(f"? {title}"):
        return said.removesuffix(f" {title}"), title
    return said, ""

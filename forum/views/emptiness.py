"""What an empty list says: what is so, what to do, and how much there is without one of its filters."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.lib import languages
from community.members.models import Member
from forum.queries import listing
from forum.queries.filters import Filters
from forum.views.narrowing import Link, said


def empty(wanted: Filters) -> dict[str, str]:
    """An empty list says what is so and what to do."""
    if set(wanted.narrowing) - {"state", "board"}:
        return {
            "title": _("No question fits all of this"),
            "text": _("Leave something out, or ask it yourself."),
        }
    title, text = (_texts() | _texts_for_members())[wanted.state]
    return {"title": title, "text": text}


def ways_out(wanted: Filters, member: Member | None, language: str) -> list[Link]:
    """What to leave out, and how much there is then."""
    found = []
    for name in wanted.narrowing if len(wanted.narrowing) > 1 else ():
        count = listing.without(wanted, name, member)
        if count:
            words = _("Without “%(filter)s”: %(count)s") % {
                "filter": languages.isolated(said(wanted, name, language)),
                "count": _counted(count),
            }
            found.append(Link(wanted.without(name).address(), words))
    return found


def _counted(count: int) -> str:
    if count > listing.COUNTED:
        return _("more than %(count)d questions") % {"count": listing.COUNTED}
    return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}


def _texts() -> dict[str, tuple[str, str]]:
    return {
        "": (_("No questions here yet"), _("The first one could be yours.")),
        "unanswered": (
            _("Every question here has an answer"),
            _("Come back later, or read along under the newest."),
        ),
        "unsolved": (
            _("Everything here is solved"),
            _("Come back later, or ask what you would like to know."),
        ),
        "solved": (
            _("Nothing is solved here yet"),
            _("Perhaps you know the answer to a question that waits."),
        ),
    }


def _texts_for_members() -> dict[str, tuple[str, str]]:
    return {
        "yours": (_("You have not asked anything here yet"), _("When something stops working, ask.")),
        "following": (
            _("You do not follow a question yet"),
            _("Press Follow under a question to hear how it ends."),
        ),
        "needs-you": (
            _("Nothing waits for you here"),
            _("Here stands what is unsolved on boards and tags you follow or know well."),
        ),
        "unread": (
            _("You have read everything"),
            _("When something happens in a question you read or follow, it stands here."),
        ),
    }

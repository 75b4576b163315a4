"""The kinds of notification: each room registers its own in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    # Rooms register while apps are loading, before there are models.
    from community.members.models import Member
    from community.notifications.models import Notification

# The kind that stands for all of them in a preference: no letters at all.
EVERYTHING = "*"


def everyone(_member: "Member") -> bool:
    return True


def colleagues(member: "Member") -> bool:
    return member.is_employee


def desk(member: "Member") -> bool:
    return member.is_agent or member.is_lead


class About(TextChoices):
    """What a kind is about, in the order in which choices are offered."""

    YOURS = "yours", _("Your questions and what you wrote")
    HELPING = "helping", _("Helping others")
    FOLLOWING = "following", _("What you follow")
    DESK = "desk", _("The desk")


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing a letter asks to do, in the reader's language, when that is more than reading on the site."""

    label: str
    path: str
    # For whom and how long it works.
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Whose words a letter quotes, as they are when it goes out, and the page where they stand."""

    words: str
    by: "Member | None"
    path: str


@dataclass(frozen=True)
class Kind:
    """`sentence` is lazy and may use %(actor)s, %(title)s and what else the details hold."""

    slug: str
    title: Any
    sentence: Any
    site: bool = True
    mail: bool = True
    about: About = About.YOURS
    # Who can ever be told this: nobody else is offered the choice.
    audience: Callable[["Member"], bool] = everyone
    icon: str = "i-bell"
    # What a letter offers to answer with one click: an end for the notification's link, and words for it.
    choices: tuple[tuple[str, Any], ...] = ()
    # What a letter says below those: who reads the reply.
    choices_hint: Any = ""
    # What a letter quotes when the notification holds no words itself (a dotted name: told; a Quote or None).
    quotes: str = ""
    # What a letter offers to do besides reading it on the site; None for nothing.
    button: Callable[["Notification"], Button | None] | None = None
    # Who takes a reply by mail (a dotted name: told, text, key, now; raises community.inbox Refused), and what
    # the letter says about it. Empty: it can not be answered by mail.
    reply: str = ""
    reply_hint: Any = ""
    # Which of the details are moments (kept in ISO 8601): said to each reader in their language and by their clock.
    moments: tuple[str, ...] = ()
    # Sentences for what `details["variant"]` names.
    variants: Mapping[str, Any] = field(default_factory=dict)

    def said(self, details: Mapping[str, Any]) -> str:
        """The sentence for these details, in the language of the moment, its places not filled yet."""
        return str(self.variants.get(details.get("variant", ""), self.sentence))


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _KINDS[kind.slug] = kind


def get(slug: str) -> Kind:
    """The kind of that name. Raises KeyError when no room registered it."""
    return _KINDS[slug]


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())


def kinds_for(member: "Member") -> list[Kind]:
    """The kinds this member can be told, in the order of what they are about."""
    order = list(About)
    return sorted(
        (kind for kind in all_kinds() if kind.audience(member)), key=lambda kind: order.index(kind.about)
    )

"""The room where webcare owns cases until they are resolved."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, desk, register
from forum.webcare import privatelink

if TYPE_CHECKING:  # rooms register before there are models
    from community.members.models import Member


class WebcareConfig(AppConfig):
    name = "forum.webcare"
    label = "webcare"
    verbose_name = _("webcare")

    def ready(self) -> None:
        # Named, not imported: it reads models, which are loaded after this module.
        tell_on_timeline = import_string("forum.queries.timeline.register")
        for kind in KINDS:
            register(kind)
        for event, sentence in TIMELINE.items():
            tell_on_timeline(event, sentence)
        ended = import_string("forum.webcare.queries.ended.public_line")
        tell_on_timeline("case.resolved", _("{name} of webcare resolved it"), reads=ended)


def _watches(member: "Member") -> bool:
    """Managers hear alarms while no lead is there."""
    return desk(member) or member.is_manager


def _manages(member: "Member") -> bool:
    return member.is_manager


_AT_THE_DESK = {"about": About.DESK, "audience": desk}
_FOR_WHO_WATCHES = {"about": About.DESK, "audience": _watches}
# What a watcher is told, and the owner where a colleague did it.
_HAPPENED = {
    "noted": _("%(actor)s wrote a note beside: %(title)s"),
    "customer": _("The customer wrote again: %(title)s"),
    "urgent": _("The customer says that it became urgent: %(title)s"),
    "handed_over": _("%(actor)s handed this case over: %(title)s"),
    "given_back": _("%(actor)s gave this case back: %(title)s"),
    "snoozed": _("%(actor)s put this case aside: %(title)s"),
    "resolved": _("%(actor)s resolved this case: %(title)s"),
    "reopened": _("%(actor)s opened this case again: %(title)s"),
}
KINDS = [
    Kind(
        "case-opened",
        _("A case came to the desk"),
        _("A case for webcare: %(title)s"),
        mail=False,
        variants={"at_risk": _("A customer at risk of leaving asks: %(title)s")},
        **_AT_THE_DESK,
    ),
    Kind(
        "case-handed-over",
        _("A case was handed to you"),
        _("%(actor)s handed you a case: %(title)s"),
        **_AT_THE_DESK,
    ),
    Kind(
        "case-unowned",
        _("Nobody owns a case"),
        _("Half of the reply time has passed and nobody owns: %(title)s"),
        icon="i-clock",
        variants={"many": _("Half of the reply time has passed and nobody owns %(count)s cases")},
        **_FOR_WHO_WATCHES,
    ),
    Kind(
        "case-late",
        _("A promise is due"),
        _("The promise on this case is due now: %(title)s"),
        icon="i-clock",
        variants={
            "again": _("The promise on this case slipped, and it still waits for a reply: %(title)s"),
            "many": _("%(count)s cases are past their promise"),
        },
        **_FOR_WHO_WATCHES,
    ),
    Kind(
        "case-slipped",
        _("A promise on your case slipped"),
        _("The promise on your case passed without a reply: %(title)s"),
        icon="i-clock",
        variants={
            "again": _("Your case still waits for the reply that was promised: %(title)s"),
            "many": _("%(count)s of your cases are past their promise"),
        },
        **_AT_THE_DESK,
    ),
    Kind(
        "colleague-away",
        _("A colleague is away and leaves cases behind"),
        _("%(actor)s is away and owns %(count)s cases"),
        icon="i-people",
        variants={"one": _("%(actor)s is away and owns a case")},
        **_FOR_WHO_WATCHES,
    ),
    Kind(
        "cases-passed-on",
        _("Several cases were passed on at once"),
        _("%(actor)s passed on %(count)s cases that were yours"),
        icon="i-people",
        variants={
            "one": _("%(actor)s passed on a case that was yours"),
            "to_you": _("%(actor)s handed you %(count)s cases"),
        },
        **_AT_THE_DESK,
    ),
    Kind(
        "webhook-refused",
        _("Alarms do not reach another system"),
        _("An alarm could not be delivered and was given up: %(title)s"),
        icon="i-warn",
        variants={"paused": _("Nothing more is sent until somebody looks, after many refusals: %(title)s")},
        about=About.DESK,
        audience=_manages,
    ),
    Kind(
        "case-back",
        _("The customer wrote on your case"),
        _("The customer wrote again: %(title)s"),
        variants={
            "aside": _("What you put aside is back: %(title)s"),
            "check": _("The customer says that it is not solved after all: %(title)s"),
            "not_solved": _("The customer says that it is still not solved: %(title)s"),
            "urgent": _("The customer says that it became urgent: %(title)s"),
            "ladder": _("Your case needs you again: %(title)s"),
        },
        **_AT_THE_DESK,
    ),
    Kind(
        "case-overtaken",
        _("Your case was closed by itself"),
        _("Your case no longer needs you: %(title)s"),
        icon="i-check",
        **_AT_THE_DESK,
    ),
    Kind(
        "reply-failed",
        _("A reply of yours could not be sent"),
        _("Your reply could not be sent: %(title)s"),
        icon="i-warn",
        variants={
            "colleague": _("What %(actor)s wrote could not be sent, and the customer waits: %(title)s")
        },
        **_AT_THE_DESK,
    ),
    Kind(
        "case-mentioned",
        _("A colleague calls you in a note"),
        _("%(actor)s calls you in a note: %(title)s"),
        icon="i-comment",
        **_AT_THE_DESK,
    ),
    Kind(
        "case-watched",
        _("Something happened to a case you watch"),
        _("There is news about a case you watch: %(title)s"),
        mail=False,
        icon="i-eye",
        variants=_HAPPENED,
        **_AT_THE_DESK,
    ),
    Kind(
        "case-snoozed",
        _("Webcare says when it comes back to my question"),
        _("%(actor)s comes back to your question before %(until)s: %(title)s"),
        icon="i-clock",
        moments=("until",),
    ),
    Kind(
        "case-resolved",
        _("Webcare resolved your question"),
        _("%(actor)s resolved your question: %(title)s"),
        icon="i-check",
    ),
    Kind(
        "private-message",
        _("Webcare wrote to me privately"),
        _("%(actor)s of webcare wrote to you alone: %(title)s"),
        icon="i-lock",
        button=privatelink.button,
        reply="forum.webcare.views.byletter.say",
        reply_hint=_("Only webcare reads your reply."),
    ),
]

# The public sees what webcare does, not who passed it to whom.
TIMELINE = {
    "case.opened": _("Webcare took over"),
    "case.reopened": _("Webcare is at it again"),
    "case.woken": _("Webcare goes on with it"),
    "case.private": _("Webcare goes on in private with the asker"),
    "case.snoozed": _("{name} of webcare comes back to it later"),
    "case.taken_up": _("{name} of webcare is at it again"),
}

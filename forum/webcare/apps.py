"""The room where webcare owns cases until they are resolved."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, desk, register


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


_AT_THE_DESK = {"about": About.DESK, "audience": desk}
KINDS = [
    Kind(
        "case-opened",
        _("A case came to the desk"),
        _("A case for webcare: %(title)s"),
        mail=False,
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
        **_AT_THE_DESK,
    ),
    Kind(
        "case-late",
        _("A promise is due"),
        _("The promise on this case is due now: %(title)s"),
        icon="i-clock",
        **_AT_THE_DESK,
    ),
    Kind(
        "case-back",
        _("The customer wrote on your case"),
        _("The customer wrote again: %(title)s"),
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
        "case-resolved",
        _("Webcare resolved your question"),
        _("%(actor)s resolved your question: %(title)s"),
        icon="i-check",
    ),
]

# The public sees what webcare does, not who passed it to whom.
TIMELINE = {
    "case.opened": _("Webcare took over"),
    "case.reopened": _("Webcare is at it again"),
    "case.resolved": _("{name} of webcare resolved it: {public_line}"),
}

"""The room that watches over questions nobody answers."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, register
from forum.queries import mailanswer


class EscalationConfig(AppConfig):
    name = "forum.escalation"
    label = "escalation"
    verbose_name = _("the ladder")

    def ready(self) -> None:
        # Named, not imported: it reads models, which are loaded after this module.
        tell_on_timeline = import_string("forum.queries.timeline.register")
        register(
            Kind(
                "helper-asked",
                _("A question you could help with"),
                _("Nobody answered yet, and you often know: %(title)s"),
                about=About.HELPING,
                icon="i-ask",
                button=mailanswer.button,
            )
        )
        register(
            Kind(
                "promise-slipped",
                _("Your answer takes longer than we promised"),
                _("Your answer takes longer than we promised. You have it before %(until)s: %(title)s"),
                icon="i-clock",
            )
        )
        register(
            Kind(
                "solved-yet",
                _("Whether an answer solved my question"),
                _("%(title)s: is it solved by now?"),
                icon="i-check",
                choices=(
                    ("?say=solved", _("Yes, it is solved")),
                    ("?say=not-yet", _("Not yet")),
                    ("?say=missing", _("Something is missing")),
                ),
            )
        )
        tell_on_timeline("ladder.helpers_asked", _("Regular helpers asked"))
        tell_on_timeline("ladder.colleagues_asked", _("Colleagues who know this asked"))
        tell_on_timeline("ladder.not_yet", _("{name} said that it is not solved yet"), "open")
        tell_on_timeline("ladder.promise_missed", _("A promise slipped"), "open")

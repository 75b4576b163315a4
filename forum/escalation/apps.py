"""The room that watches over questions nobody answers."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, register
from forum.queries import mailanswer
from forum.webcare import privatelink


class EscalationConfig(AppConfig):
    name = "forum.escalation"
    label = "escalation"
    verbose_name = _("the ladder")

    def ready(self) -> None:
        # Named, not imported: it reads models, which are loaded after this module.
        tell_on_timeline = import_string("forum.queries.timeline.register")
        privatelink.say_promise_with("forum.escalation.heardagain.sentence")
        for kind in KINDS:
            register(kind)
        for said in TIMELINE:
            tell_on_timeline(*said)


KINDS = [
    Kind(
        "helper-asked",
        _("A question you could help with"),
        _("Nobody answered yet, and you often know: %(title)s"),
        about=About.HELPING,
        icon="i-ask",
        button=mailanswer.button,
        variants={"answered": _("It is not solved yet, and you often know: %(title)s")},
        **mailanswer.BY_REPLY,
    ),
    Kind(
        "promise-slipped",
        _("Your answer takes longer than we promised"),
        _("Your answer takes longer than we promised. You have it before %(until)s: %(title)s"),
        icon="i-clock",
        moments=("until",),
        variants={
            "again": _("We are later than we said. You hear from us again before %(until)s: %(title)s"),
        },
    ),
    Kind(
        "solved-yet",
        _("Whether an answer solved my question"),
        _("Is it solved by now? %(title)s"),
        icon="i-check",
        choices=(
            ("?say=solved", _("Yes, it is solved")),
            ("?say=not-yet", _("Not yet")),
            ("?say=missing", _("Something is missing")),
        ),
        choices_hint=_("What you say is missing stands under your question, for everyone to read."),
        quotes="forum.escalation.quoting.of_reminder",
    ),
    Kind(
        "check",
        _("Whether what solved my question still holds"),
        _("Is it still solved, and were you helped well? %(title)s"),
        icon="i-check",
        choices=(
            ("?say=glad", _("Yes, and I was helped well")),
            ("?say=fair", _("Yes, but the help could have been better")),
            ("?say=poor", _("Yes, but I was not helped well")),
            ("?say=no", _("No, it is not solved after all")),
        ),
        choices_hint=_("Your reply stands under your question, for everyone to read."),
        quotes="forum.escalation.quoting.of_check",
    ),
    Kind(
        "check-confirmed",
        _("What I solved still holds"),
        _("%(actor)s says that it is still solved: %(title)s"),
        mail=False,
        about=About.HELPING,
        icon="i-check",
    ),
]
# Kinds of events with their sentence on the timeline, and its mark.
TIMELINE: list[tuple] = [
    ("question.solved", _("{name} said that it is solved"), "solved"),
    ("question.unsolved", _("Not solved after all"), "open"),
    ("check.asked", _("Asked whether it is still solved")),
    ("check.confirmed", _("{name} said that it is still solved"), "solved"),
    ("check.denied", _("{name} said that it is not solved after all"), "open"),
    ("check.unconfirmed", _("Nobody said whether it is still solved")),
    ("ladder.helpers_asked", _("Regular helpers asked")),
    ("ladder.colleagues_asked", _("Colleagues who know this asked")),
    ("ladder.not_yet", _("{name} said that it is not solved yet"), "open"),
    ("ladder.promise_missed", _("A promise slipped"), "open"),
    ("ladder.urgent", _("{name} says that it became urgent"), "open"),
    ("ladder.called_again", _("{name} says that it is still not solved"), "open"),
]

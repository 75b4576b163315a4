"""The room that finds colleagues who know the answer."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, colleagues, register
from forum.queries import mailanswer


class RoutingConfig(AppConfig):
    name = "forum.routing"
    label = "routing"
    verbose_name = _("questions for colleagues")

    def ready(self) -> None:
        # Named, not imported: it reads models, which are loaded after this module.
        tell_on_timeline = import_string("forum.queries.timeline.register")
        register(
            Kind(
                "expert-asked",
                _("A question in your field is put to you"),
                _("A customer asks something you know about: %(title)s"),
                about=About.HELPING,
                audience=colleagues,
                icon="i-ask",
                button=mailanswer.button,
                **mailanswer.BY_REPLY,
            )
        )
        tell_on_timeline("expert.passed", _("Passed on to the department that knows"))

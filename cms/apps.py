"""The top floor as an app. Its one receiver follows Wagtail's publishing, which calls no action of ours."""

from django.apps import AppConfig, apps
from wagtail.signals import page_published, page_unpublished

from cms import publishing


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        # Wagtail keeps an index of what refers to its pages and pictures; ours never do, and write often.
        for label in (
            "forum",
            "reputation",
            "events",
            "notifications",
            "routing",
            "moderation",
            "webcare",
            "escalation",
        ):
            for model in apps.get_app_config(label).get_models():
                model.wagtail_reference_index_ignore = True
        for signal in (page_published, page_unpublished):
            signal.connect(publishing.follow, dispatch_uid="cms.publishing.follow")

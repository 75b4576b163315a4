"""The top floor as an app. Its one receiver follows Wagtail's publishing, which calls no action of ours."""

from django.apps import AppConfig
from wagtail.signals import page_published, page_unpublished

from cms import publishing


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        for signal in (page_published, page_unpublished):
            signal.connect(publishing.follow, dispatch_uid="cms.publishing.follow")

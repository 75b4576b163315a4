"""The top floor as an app. Its one receiver follows Wagtail's publishing, which calls no action of ours."""

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string
from wagtail.signals import page_published, page_unpublished

from cms.handbook import kinds

# The floors below this one.
BELOW = {"community", "forum", "reputation"}


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        # Wagtail keeps an index of what refers to its pages and pictures; ours never do, and write often.
        for config in apps.get_app_configs():
            if config.name.split(".")[0] in BELOW:
                for model in config.get_models():
                    model.wagtail_reference_index_ignore = True
        kinds.register_all()
        # Named, not imported: it reads models, which are loaded after this module.
        follow = import_string("cms.publishing.follow")
        for signal in (page_published, page_unpublished):
            signal.connect(follow, dispatch_uid="cms.publishing.follow")

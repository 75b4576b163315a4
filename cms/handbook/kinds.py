"""What people are told of articles, and what the timeline of a question says of them."""

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, register


def register_all() -> None:
    register(
        Kind(
            "article-drafted",
            _("An article waits to be published"),
            _("%(actor)s drafted an article from a question: %(title)s"),
            about=About.DESK,
            audience=lambda member: member.is_manager,
            icon="i-page",
        )
    )
    register(
        Kind(
            "article-published",
            _("What I wrote became an article"),
            _("Your words became an article that helps others: %(title)s"),
            icon="i-page",
        )
    )
    # Named, not imported: it reads models, which are loaded after this module.
    import_string("forum.queries.timeline.register")(
        "article.published", _("It became an article: {title}"), "i-page"
    )

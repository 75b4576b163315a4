"""The forum's core as an app, and what it tells members about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from community.notifications import kinds

KINDS = [
    kinds.Kind(
        "question-asked",
        _("A new question on a board or tag I follow"),
        _("%(actor)s asked: %(title)s"),
        mail=False,
        about=kinds.About.FOLLOWING,
        icon="i-ask",
    ),
    kinds.Kind(
        "answer-posted",
        _("An answer to a question I asked or follow"),
        _("%(actor)s answered: %(title)s"),
        icon="i-comment",
    ),
    kinds.Kind(
        "comment-posted",
        _("A comment on what I wrote"),
        _("%(actor)s commented on: %(title)s"),
        mail=False,
        icon="i-comment",
    ),
    kinds.Kind(
        "answer-accepted",
        _("My answer is accepted"),
        _("%(actor)s accepted your answer to: %(title)s"),
        icon="i-check",
    ),
    kinds.Kind(
        "post-hidden",
        _("A moderator hid what I wrote"),
        _("A moderator hid what you wrote in “%(title)s”. The reason: %(reason)s"),
        icon="i-eye",
    ),
    kinds.Kind(
        "post-restored",
        _("A moderator showed again what I wrote"),
        _("What you wrote in “%(title)s” is shown again. The reason: %(reason)s"),
        icon="i-eye",
    ),
]


class ForumConfig(AppConfig):
    name = "forum"

    def ready(self) -> None:
        for kind in KINDS:
            kinds.register(kind)

"""The room of the lower loop: from a conversation to a learning, an improvement and "you said, we did"."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import About, Kind, register


class ImprovementsConfig(AppConfig):
    name = "forum.improvements"
    label = "improvements"
    verbose_name = _("improvements")

    def ready(self) -> None:
        for kind in KINDS:
            register(kind)


KINDS = [
    Kind(
        "improvement-changed",
        _("Something is done about what I said"),
        _("There is news about what you said: %(title)s"),
        variants={
            "heard": _("You said it, and we heard you: %(title)s"),
            "looking": _("You said it, and we are looking into it: %(title)s"),
            "doing": _("You said it, and we are working on it: %(title)s"),
            "done": _("You said it, and we did it: %(title)s"),
            "not_doing": _("You said it, and this is why we leave it as it is: %(title)s"),
        },
        about=About.YOURS,
        icon="i-check",
    ),
    Kind(
        "improvement-proposed",
        _("Many people have the same trouble"),
        _("Many people have the same trouble: %(title)s"),
        about=About.DESK,
        audience=lambda member: member.is_manager,
        icon="i-people",
    ),
    Kind(
        "improvement-given",
        _("An improvement was given to me"),
        _("%(actor)s gave you an improvement to look after: %(title)s"),
        about=About.HELPING,
        audience=lambda member: member.is_employee or member.has_staff_role,
        icon="i-house",
    ),
    Kind(
        "compliment",
        _("Somebody thanks me"),
        _("%(actor)s thanks you for your answer to: %(title)s"),
        variants={"private": _("%(actor)s thanks you for your help in private with: %(title)s")},
        about=About.HELPING,
        icon="i-star",
    ),
    Kind(
        "compliment-of-department",
        _("A colleague of my department is thanked"),
        _("%(actor)s thanks a colleague of your department for an answer to: %(title)s"),
        variants={
            "private": _(
                "%(actor)s thanks a colleague of your department for help in private with: %(title)s"
            )
        },
        mail=False,
        about=About.HELPING,
        audience=lambda member: member.is_employee,
        icon="i-star",
    ),
]

"""Why somebody was asked, as a sentence to that person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(reason: dict, *, board: str = "", passed_by: str = "") -> str:
    """`reason` as the matcher wrote it; `board` and `passed_by` are names as they are now."""
    if reason.get("passed_by"):
        who = passed_by or _("A colleague")
        return _("%(who)s passed it on to your department.") % {"who": who}
    if reason.get("kind") == "tag" and reason.get("answers"):
        return ngettext(
            "You, because %(count)d of your answers about #%(tag)s was accepted.",
            "You, because %(count)d of your answers about #%(tag)s were accepted.",
            reason["answers"],
        ) % {"count": reason["answers"], "tag": reason["tag"]}
    if reason.get("kind") == "tag":
        return _("You, because you know about #%(tag)s.") % {"tag": reason["tag"]}
    if reason.get("kind") == "board":
        return _("You, because you know about %(board)s.") % {"board": board}
    return _("You, because your department knows about this.")

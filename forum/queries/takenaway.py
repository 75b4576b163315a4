"""What stands at a post that only some still see: who took it away, and the way back for whoever has one."""

from django.utils.html import escape
from django.utils.translation import gettext as _

from community.lib import languages
from forum import rules
from forum.models import Answer, Question
from forum.queries.buttons import FORM
from forum.queries.reader import Viewer
from forum.queries.tokens import icon_html


def note(post: Question | Answer, viewer: Viewer, reason: str = "") -> str:
    """The notice as HTML, with the button that brings back what one deleted; empty for what is shown."""
    if post.hidden_at is None:
        return ""
    is_own, level = post.author_id == viewer.member.pk, "h2" if isinstance(post, Question) else "h3"
    space = "below-3" if isinstance(post, Question) else "top-4"
    told = _readers(post, is_own)
    if reason:
        told += " " + _("The reason: %(reason)s") % {"reason": languages.isolated(reason)}
    back = ""
    if rules.may_undelete(viewer.member, post, viewer.now):
        address = f"/{'questions' if isinstance(post, Question) else 'answers'}/{post.pk}/restore/"
        label = escape(_("Bring it back"))
        back = (
            f'<p class="flow"><button class="button button-small" form="{FORM}" formaction="{address}">'
            f"{label}</button></p>"
        )
    return (
        f'<div class="notice notice-bad {space}">{icon_html("i-eye")}<div>'
        f"<{level}>{escape(_heading(post, is_own))}</{level}><p>{escape(told)}</p>{back}</div></div>"
    )


def _heading(post: Question | Answer, is_own: bool) -> str:
    if post.removed_at is not None:
        return _("This was removed for good")
    if post.is_deleted:
        return _("You deleted this") if is_own else _("Deleted by its author")
    return _("This question is hidden") if isinstance(post, Question) else _("This answer is hidden")


def _readers(post: Question | Answer, is_own: bool) -> str:
    if post.removed_at is not None:
        return _("Its words are gone. Only moderators see that something stood here.")
    if is_own:
        return _("Only you and the moderators can read it.")
    return _("Only its author and the moderators can read it.")
